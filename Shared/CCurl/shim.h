#pragma once

// Its checks are macros around a variadic call; the functions below are typed themselves.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// Variadic in C, so Swift cannot call it.
static inline CURLcode keten_curl_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode keten_curl_number(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode keten_curl_list(CURL *curl, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(curl, option, value);
}
// What is sent, what was said on both sides, and whether to go on, each from `context`.
static inline CURLcode keten_curl_callbacks(
    CURL *curl, curl_read_callback read, curl_debug_callback said, curl_xferinfo_callback progress, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_READFUNCTION, read);
    if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_READDATA, context);
    if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, said);
    if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_DEBUGDATA, context);
    if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_XFERINFODATA, context);
    if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    return code;
}
static inline CURLcode keten_curl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
