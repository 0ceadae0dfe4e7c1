import Contracts
import Foundation
import MeldingDomain
import Messaging
import Web

/// What a citizen filled in, as the operation takes it, with everything that is wrong with it.
struct Burgeropgave {
    /// nil where it cannot be read; then there are errors.
    let verzoek: MeldingVerzoek?
    let bereikbaar: Tekst?
    /// The names of the questions that want another answer.
    let fouten: Set<String>
    /// Of all that was told: the same told again has the same one.
    let vingerafdruk: String

    /// A field in which people see nothing and fill in nothing.
    static let lokveld = "website"
    private static let velden = [
        "soort", "gemeente", "acuut", "waarneming", "besproken", "redenNietBesproken",
    ]

    init(_ post: FormPost) throws {
        var members: JSON.Members = [:]
        for name in Self.velden { members[name] = post.value(name).map { JSON.string($0) } }
        // M2: another kind than those that are asked is no answer.
        if !Meldingsoort.vanBurger.map(\.rawValue).contains(post.value("soort") ?? "") { members["soort"] = nil }
        // A reason beside "yes" was left standing: it answers nothing.
        if post.value("besproken") == "ja" { members["redenNietBesproken"] = nil }
        for name in ["melderAfgeschermd", "terugkoppelingGewenst"] {
            if let answer = post.value(name), ["ja", "nee"].contains(answer) { members[name] = .bool(answer == "ja") }
        }
        let json = JSON.object(members)
        var fout: Set<String> = []
        var gelezen: MeldingVerzoek?
        do throws(Invalid) {
            gelezen = try MeldingVerzoek.decode(json, .strict)
        } catch {
            fout = Set(error.violations.map { Self.naam($0.pointer) })
            // The other rules are told at the same time.
            gelezen = try MeldingVerzoek.decode(json.without(error.violations), .strict)
        }
        let acuut = members["acuut"]?.string == Acuut.ja.rawValue
        let bereik = ["naam", "contact"].compactMap { name in post.value(name).map { (name, $0) } }
        fout.formUnion(bereik.filter { KorteTekst($0.1) == nil && $0.1.contains { !$0.isWhitespace } }.map(\.0))
        bereikbaar = Tekst(fitting: bereik.map { "\($0.0): \($0.1)" }.joined(separator: "\n"))
        if let gelezen {
            let melding = try NieuweMelding(
                gelezen, melder: gelezen.melderAfgeschermd.map { Melder.burger(afgeschermd: $0) }, betrokkenen: [],
                waarneming: gelezen.waarneming.map { _ in UUID.placeholder })
            fout.formUnion(melding.gebreken().filter { $0.gebrek != .onleesbaar }.map { Self.naam($0.pointer) })
        }
        // Acute is never refused for its form (M9).
        fouten = acuut ? [] : fout
        verzoek = gelezen
        vingerafdruk = UUID(named: String(decoding: json.encoded(), as: UTF8.self) + (bereikbaar?.text ?? "")).text
    }

    /// The question that a pointer of the contract or the domain is about.
    private static func naam(_ pointer: String) -> String {
        pointer == "/melder" ? "melderAfgeschermd" : String(pointer.dropFirst())
    }
}
