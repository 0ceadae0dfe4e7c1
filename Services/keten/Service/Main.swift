import ArgumentParser

/// The operators' tool over all services.
@main
struct Keten: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keten", abstract: "Operate the chain: its register, its tokens, its state.",
        subcommands: [
            StatusCommand.self, LagCommand.self, TraceCommand.self, OutboxCommand.self, TermsCommand.self,
            TopicsCommand.self, QuarantineCommand.self, ReplayCommand.self, RestoreCommand.self, RegisterCommand.self,
            OrganisationCommand.self, ExerciseCommand.self, IncidentCommand.self,
            RetentionCommand.self, KeysCommand.self,
            TokenCommand.self,
        ])
}
