import ArgumentParser

@main
struct KetenDev: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keten-dev",
        abstract: "Stand-ins for development and tests. Never part of a deployment.",
        subcommands: [
            Broker.self,
            Identity.self,
        ])
}
