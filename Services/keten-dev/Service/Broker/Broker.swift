import ArgumentParser
import Foundation

/// `keten-dev broker`: speaks Kafka's protocol over TCP, keeps everything in memory (MESSAGING §11).
struct Broker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker",
        abstract: "A broker in memory that speaks Kafka's protocol on 127.0.0.1.",
        discussion: """
            Prints one line of JSON with its address when it listens, and runs until
            SIGTERM or SIGINT. Keeps 5 MiB a partition and silently drops the oldest;
            nothing survives a restart. A topic that is used without having been created
            gets 4 partitions.

            Standard input takes commands, one a line, each answered with `ok` or `error
            <reason>`:
              down                            break all connections and refuse new ones
              up                              accept connections again
              error <apikey> <code> <count>   answer the next <count> requests of that kind
                                              with the error
              delay <milliseconds>            answer everything so much later
              topic <name> <partitions>       create a topic
              topic-error <name> <code>       answer questions about the topic with the
                                              error; 0 ends that
            """)

    @Option(help: "Port on 127.0.0.1; 0 takes a free one.")
    var port: UInt16 = 9092

    @Option(help: "Topics to create, comma separated.")
    var topics = ""

    @Option(help: "Partitions of each of these topics.")
    var partitions: Int32 = 64

    @Option(help: "A file to write the line with the address to as well, once it listens.")
    var readyFile: String?

    @Flag(help: "Stop when standard input ends, so that it does not outlive the process that started it.")
    var stopAtEndOfInput = false

    func run() async throws {
        let cluster = try MockCluster.start(
            port: port, topics: topics.split(separator: ",").map(String.init), partitions: partitions)
        let (stop, stopping) = AsyncStream.makeStream(of: Void.self)
        let signals = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { stopping.finish() }
            source.resume()
            return source
        }
        Thread.detachNewThread {
            ControlChannel(cluster: cluster).serve()
            if stopAtEndOfInput { stopping.finish() }
        }
        try announce(cluster.bootstrap)
        for await _ in stop {}
        for source in signals { source.cancel() }
        cluster.stop()
    }

    private func announce(_ bootstrap: String) throws {
        let line = "{\"bootstrap\":\"\(bootstrap)\"}\n"
        if let readyFile {
            try Data(line.utf8).write(to: URL(filePath: readyFile), options: .atomic)
        }
        try FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
    }
}
