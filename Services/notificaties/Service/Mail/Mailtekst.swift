import Foundation
import Mail

/// What a mail says: that there is something to do, and where to sign in; nothing of what it is about (N3).
struct Mailtekst {
    let aantal: Int
    let spoed: Bool
    let oefening: Bool
    let link: String

    /// One of a few fixed lines (STANDARDS.md §10).
    var onderwerp: String {
        let wat = spoed ? "Spoed: er staat een taak voor u klaar" : "Er staat een taak voor u klaar"
        return oefening ? "OEFENING: \(wat)" : wat
    }

    var tekst: String {
        let wat = aantal == 1 ? "Er staat een taak voor u klaar." : "Er staan \(aantal) taken voor u klaar."
        let alineas = [
            oefening ? "Dit is een OEFENING. Er is niets echt gebeurd." : nil,
            wat + (spoed ? " Er is spoed bij: kijk nu." : ""),
            "Meld u aan en open uw taken:\n\(link)",
            """
            In deze mail staat niet waar het over gaat. Zo blijft dat veilig.
            U kunt deze mail niet beantwoorden.
            """,
        ]
        return alineas.compactMap { $0 }.joined(separator: "\n\n") + "\n"
    }

    func bericht(_ id: UUID, van: MailAddress, aan: MailAddress, op: Date) -> MailMessage {
        MailMessage(id: id, from: van, to: aan, subject: onderwerp, body: tekst, date: op)
    }
}
