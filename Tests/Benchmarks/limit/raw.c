/* The broker's and the database's own speed, with nothing of the product around it: what librdkafka and libpq do when
 * they are asked for nothing else. Each command prints one line of JSON.
 *
 *   raw produce BROKER TOPIC SLICES [SETTING=VALUE…]   lines `key TAB value` of standard input to the topic
 *   raw consume BROKER TOPIC COUNT SLICES [SETTING=VALUE…]   reads the topic from its beginning
 *   raw lowest BROKER TOPIC       the highest low watermark of its partitions: 0 says that nothing was dropped
 *   raw chain BROKER TOPIC DATABASE RATE SECONDS HOPS [SETTING=VALUE…]
 *                                 a commit, then HOPS times a message and a commit by who receives it: milliseconds
 *
 * Slices are equal parts of the messages, timed one by one; the first one warms up.
 */
#include <errno.h>
#include <inttypes.h>
#include <libpq-fe.h>
#include <librdkafka/rdkafka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void fail(const char *what, const char *why) {
    fprintf(stderr, "raw: %s: %s\n", what, why);
    exit(1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void set(rd_kafka_conf_t *conf, const char *name, const char *value) {
    char why[512];
    if (rd_kafka_conf_set(conf, name, value, why, sizeof why) != RD_KAFKA_CONF_OK) fail(name, why);
}

static rd_kafka_t *client(rd_kafka_type_t type, const char *broker, rd_kafka_conf_t *conf, char **settings) {
    char why[512];
    set(conf, "bootstrap.servers", broker);
    for (; *settings; settings++) {
        char *value = strchr(*settings, '=');
        if (!value) fail(*settings, "not NAME=VALUE");
        *value = 0;
        set(conf, *settings, value + 1);
        *value = '=';
    }
    rd_kafka_t *rk = rd_kafka_new(type, conf, why, sizeof why);
    if (!rk) fail("librdkafka", why);
    return rk;
}

static int32_t partitions(rd_kafka_t *rk, const char *topic) {
    const struct rd_kafka_metadata *metadata;
    rd_kafka_topic_t *rkt = rd_kafka_topic_new(rk, topic, NULL);
    rd_kafka_resp_err_t error = rd_kafka_metadata(rk, 0, rkt, &metadata, 10000);
    if (error) fail(topic, rd_kafka_err2str(error));
    int32_t count = metadata->topics[0].partition_cnt;
    rd_kafka_metadata_destroy(metadata);
    rd_kafka_topic_destroy(rkt);
    return count;
}

/* Prints the rate of each slice after the first, which warmed up. */
static void report(int64_t messages, const double *ends, int slices, int64_t bytes) {
    printf("{\"messages\":%" PRId64 ",\"bytes\":%" PRId64 ",\"rates\":[", messages, bytes);
    for (int i = 2; i <= slices; i++)
        printf("%s%.1f", i > 2 ? "," : "", (double)(messages / slices) / (ends[i] - ends[i - 1]));
    printf("]}\n");
}

/* MARK: - Producing */

static _Atomic int64_t delivered;
static double *delivery_ends;
static int64_t slice_size;

static void on_delivery(rd_kafka_t *rk, const rd_kafka_message_t *message, void *opaque) {
    if (message->err) fail("produce", rd_kafka_err2str(message->err));
    int64_t count = ++delivered;
    if (delivery_ends && slice_size && count % slice_size == 0) delivery_ends[count / slice_size] = now();
    (void)rk;
    (void)opaque;
}

static int produce(int argc, char **argv) {
    if (argc < 5) fail("produce", "needs BROKER TOPIC SLICES");
    int slices = atoi(argv[4]);
    size_t capacity = 1 << 26, size = 0, got;
    char *text = malloc(capacity);
    while ((got = fread(text + size, 1, capacity - size, stdin)) > 0) {
        size += got;
        if (size == capacity) text = realloc(text, capacity *= 2);
        if (!text) fail("memory", strerror(errno));
    }
    int64_t messages = 0;
    for (size_t i = 0; i < size; i++) messages += text[i] == '\n';
    if (messages < slices) fail("standard input", "fewer lines than slices");
    slice_size = messages / slices;
    delivery_ends = calloc((size_t)slices + 2, sizeof *delivery_ends);

    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    set(conf, "enable.idempotence", "true");
    set(conf, "partitioner", "murmur2_random");
    set(conf, "compression.type", "lz4");
    set(conf, "queue.buffering.max.messages", "200000");
    set(conf, "queue.buffering.max.kbytes", "400000");
    rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
    rd_kafka_t *rk = client(RD_KAFKA_PRODUCER, argv[2], conf, argv + 5);
    rd_kafka_topic_t *topic = rd_kafka_topic_new(rk, argv[3], NULL);
    partitions(rk, argv[3]);
    delivery_ends[0] = now();
    char *line = text, *end = text + size;
    while (line < end) {
        char *stop = memchr(line, '\n', (size_t)(end - line));
        char *tab = memchr(line, '\t', (size_t)(stop - line));
        if (!tab) fail("standard input", "a line without a tab");
        while (rd_kafka_produce(topic, RD_KAFKA_PARTITION_UA, 0, tab + 1, (size_t)(stop - tab - 1), line,
                                (size_t)(tab - line), NULL) == -1) {
            if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL)
                fail("produce", rd_kafka_err2str(rd_kafka_last_error()));
            rd_kafka_poll(rk, 10);
        }
        rd_kafka_poll(rk, 0);
        line = stop + 1;
    }
    while (delivered < messages) rd_kafka_poll(rk, 100);
    report(messages, delivery_ends, slices, (int64_t)size);
    rd_kafka_topic_destroy(topic);
    rd_kafka_destroy(rk);
    return 0;
}

/* MARK: - Consuming */

static void assign_all(rd_kafka_t *rk, const char *topic, int64_t offset) {
    int32_t count = partitions(rk, topic);
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(count);
    for (int32_t p = 0; p < count; p++) rd_kafka_topic_partition_list_add(list, topic, p)->offset = offset;
    rd_kafka_resp_err_t error = rd_kafka_assign(rk, list);
    if (error) fail("assign", rd_kafka_err2str(error));
    rd_kafka_topic_partition_list_destroy(list);
}

static int consume(int argc, char **argv) {
    if (argc < 6) fail("consume", "needs BROKER TOPIC COUNT SLICES");
    int64_t wanted = atoll(argv[4]), seen = 0, bytes = 0;
    int slices = atoi(argv[5]);
    double ends[1024];
    if (slices < 2 || slices > 1000 || wanted < slices) fail("consume", "2 to 1000 slices");
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    set(conf, "group.id", "raw");
    set(conf, "enable.auto.commit", "false");
    set(conf, "fetch.wait.max.ms", "10");
    rd_kafka_t *rk = client(RD_KAFKA_CONSUMER, argv[2], conf, argv + 6);
    rd_kafka_poll_set_consumer(rk);
    assign_all(rk, argv[3], RD_KAFKA_OFFSET_BEGINNING);
    rd_kafka_queue_t *queue = rd_kafka_queue_get_consumer(rk);
    rd_kafka_message_t *batch[1000];
    double begun = now(), last = begun;
    while (seen < wanted) {
        ssize_t count = rd_kafka_consume_batch_queue(queue, 100, batch, 1000);
        if (count > 0) last = now();
        if (now() - last > 30) fail("consume", "no message for 30 s");
        for (ssize_t i = 0; i < count; i++) {
            if (batch[i]->err) fail("consume", rd_kafka_message_errstr(batch[i]));
            if (seen++ == 0) ends[0] = last;
            bytes += (int64_t)batch[i]->len;
            if (seen % (wanted / slices) == 0 && seen / (wanted / slices) <= slices) ends[seen / (wanted / slices)] = now();
            rd_kafka_message_destroy(batch[i]);
        }
    }
    report(wanted, ends, slices, bytes);
    rd_kafka_queue_destroy(queue);
    rd_kafka_consumer_close(rk);
    rd_kafka_destroy(rk);
    return 0;
}

static int lowest(int argc, char **argv) {
    char *none[] = {NULL};
    if (argc < 4) fail("lowest", "needs BROKER TOPIC");
    rd_kafka_t *rk = client(RD_KAFKA_PRODUCER, argv[2], rd_kafka_conf_new(), none);
    int64_t worst = 0, total = 0;
    for (int32_t p = 0, count = partitions(rk, argv[3]); p < count; p++) {
        int64_t low, high;
        rd_kafka_resp_err_t error = rd_kafka_query_watermark_offsets(rk, argv[3], p, &low, &high, 10000);
        if (error) fail("watermarks", rd_kafka_err2str(error));
        if (low > worst) worst = low;
        total += high - low;
    }
    printf("{\"lowest\":%" PRId64 ",\"messages\":%" PRId64 "}\n", worst, total);
    rd_kafka_destroy(rk);
    return 0;
}

/* MARK: - A chain of commits and messages at a fixed rate */

enum { MOST = 100000 };
static const char *chain_topic;
static int hops;
static double due[MOST], took[MOST];
static _Atomic int finished;

static PGconn *database(const char *url) {
    PGconn *connection = PQconnectdb(url);
    if (PQstatus(connection) != CONNECTION_OK) fail("database", PQerrorMessage(connection));
    PQclear(PQexec(connection, "set client_min_messages = warning"));
    return connection;
}

/* One row in one commit. */
static void commit(PGconn *connection, int64_t id, const char *body) {
    char number[32];
    snprintf(number, sizeof number, "%" PRId64, id);
    const char *values[] = {number, body};
    PGresult *result = PQexecParams(connection, "insert into hop (id, body) values ($1, $2)", 2, NULL, values, NULL, NULL, 0);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) fail("commit", PQerrorMessage(connection));
    PQclear(result);
}

struct receiver {
    rd_kafka_t *consumer, *producer;
    rd_kafka_topic_t *topic;
    PGconn *connection;
};

static void send_on(struct receiver *at, int number, int hop, const char *body, size_t size) {
    char key[64];
    snprintf(key, sizeof key, "%d-%d", number, hop);
    if (rd_kafka_produce(at->topic, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, (void *)body, size, key, strlen(key), NULL))
        fail("produce", rd_kafka_err2str(rd_kafka_last_error()));
    rd_kafka_poll(at->producer, 0);
}

static void *receive(void *argument) {
    struct receiver *at = argument;
    int total = *(int *)rd_kafka_opaque(at->consumer);
    while (finished < total) {
        rd_kafka_message_t *message = rd_kafka_consumer_poll(at->consumer, 100);
        if (!message) continue;
        if (message->err) fail("consume", rd_kafka_message_errstr(message));
        int number, hop;
        char key[64] = {0};
        memcpy(key, message->key, message->key_len < 63 ? message->key_len : 63);
        if (sscanf(key, "%d-%d", &number, &hop) != 2) fail("consume", "a message of somebody else");
        char body[4096] = {0};
        memcpy(body, message->payload, message->len < 4095 ? message->len : 4095);
        rd_kafka_message_destroy(message);
        commit(at->connection, number, body);
        if (hop + 1 < hops) {
            send_on(at, number, hop + 1, body, strlen(body));
        } else {
            took[number] = now() - due[number];
            finished++;
        }
    }
    return NULL;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int chain(int argc, char **argv) {
    if (argc < 8) fail("chain", "needs BROKER TOPIC DATABASE RATE SECONDS HOPS");
    chain_topic = argv[3];
    double rate = atof(argv[5]);
    int total = (int)(rate * atof(argv[6]));
    hops = atoi(argv[7]);
    if (total < 10 || total > MOST || hops < 1) fail("chain", "10 to 100000 messages, one hop or more");
    char body[1025];
    memset(body, 'x', 1024);
    body[1024] = 0;

    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    set(conf, "enable.idempotence", "true");
    set(conf, "linger.ms", "0");
    struct receiver at;
    at.producer = client(RD_KAFKA_PRODUCER, argv[2], conf, argv + 8);
    at.topic = rd_kafka_topic_new(at.producer, chain_topic, NULL);
    conf = rd_kafka_conf_new();
    set(conf, "group.id", "raw");
    set(conf, "enable.auto.commit", "false");
    set(conf, "fetch.wait.max.ms", "10");
    rd_kafka_conf_set_opaque(conf, &total);
    at.consumer = client(RD_KAFKA_CONSUMER, argv[2], conf, argv + 8);
    rd_kafka_poll_set_consumer(at.consumer);
    assign_all(at.consumer, chain_topic, RD_KAFKA_OFFSET_END);
    at.connection = database(argv[4]);
    PQclear(PQexec(at.connection, "create table if not exists hop (id bigint, body text)"));
    PGconn *first = database(argv[4]);
    for (double ready = now() + 1; now() < ready;) {
        rd_kafka_message_t *early = rd_kafka_consumer_poll(at.consumer, 100);
        if (early) rd_kafka_message_destroy(early);
    }
    pthread_t thread;
    pthread_create(&thread, NULL, receive, &at);

    double begun = now() + 0.1;
    for (int i = 0; i < total; i++) {
        due[i] = begun + i / rate;
        double wait = due[i] - now();
        if (wait > 0) {
            struct timespec t = {(time_t)wait, (long)((wait - (double)(time_t)wait) * 1e9)};
            nanosleep(&t, NULL);
        }
        commit(first, i, body);
        send_on(&at, i, 0, body, 1024);
    }
    pthread_join(thread, NULL);
    /* The first second warms up. */
    int warm = (int)rate, counted = total - warm;
    qsort(took + warm, (size_t)counted, sizeof *took, ascending);
    printf("{\"messages\":%d,\"p50\":%.3f,\"p99\":%.3f}\n", counted, took[warm + counted / 2] * 1e3,
           took[warm + (int)((double)counted * 0.99)] * 1e3);
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], "produce")) return produce(argc, argv);
    if (argc > 1 && !strcmp(argv[1], "consume")) return consume(argc, argv);
    if (argc > 1 && !strcmp(argv[1], "lowest")) return lowest(argc, argv);
    if (argc > 1 && !strcmp(argv[1], "chain")) return chain(argc, argv);
    fprintf(stderr, "usage: raw produce|consume|lowest|chain …; the head of raw.c says more\n");
    return 64;
}
