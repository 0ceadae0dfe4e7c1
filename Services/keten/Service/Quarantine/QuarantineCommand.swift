import ArgumentParser

/// `keten quarantine …`: what was set aside, and putting it right.
struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "Messages that were set aside: look, try again, edit, lay away.",
        discussion: """
            A failed message holds its own key; others go on. Fix the cause, then redrive.
            Every act asks who you are and why, and keeps both.

            Example:
              keten quarantine list --group
              keten quarantine show verwijzing 01a1fd37-7e25-7c3d-b47e-16d62628cfbf
              keten quarantine redrive verwijzing --fingerprint 3f2a9c01b7d4 \\
                  --by mw-beheer-1 --reason "schema bijgewerkt"
            """,
        subcommands: [
            ListCommand.self, ShowCommand.self, RedriveCommand.self, RedrivesCommand.self, EditCommand.self,
            DiscardCommand.self,
        ])
}
