import Contracts
import Foundation
import MeldingDomain
import Messaging
import Register

/// Takes a melding in, whichever way it came.
struct Intake: Sendable {
    let register: Register

    /// M5: the same source with the same own reference is the same melding, so its id follows from them.
    /// Never a real one and one of an exercise: a real melding would be taken for a repetition of the exercise (C3).
    static func id(melder: OIN, eigenKenmerk: EigenKenmerk?, oefening: Bool) -> UUID {
        let sleutel = Melding.dubbelsleutel(
            melder: Organisatie(melder.text), eigenKenmerk: eigenKenmerk?.text, oefening: oefening)
        return sleutel.map { UUID(named: "melding \($0)") } ?? UUID.v7()
    }

    /// A citizen's melding is known by the digest of the code, which is more random than any digest could be guessed
    /// back: who has the code finds the melding, who has the melding's id has no code.
    static func id(_ code: Toegangscode) -> UUID { UUID(named: "melding van burger \(code.tekst)") }

    /// - Parameter melder: nil for a citizen.
    /// - Throws: `Weigering` with every gap, unless the melding is acute. `Refused` for an exercise that the sender, or who
    ///   would deal with it, takes no part in: also acute, since a real one is sent without that mark (C3).
    func ontvang(
        _ beschrijving: NieuweMelding, van melder: OIN?, als id: UUID, oefening: Bool, in scope: inout Scope
    ) throws {
        let toewijzing = try toewijzing(beschrijving)
        let deelnemers = [melder, OIN(toewijzing.behandelaar.rawValue)].compactMap { $0 }
        let fouten = deelnemers.compactMap { register.current.deelnamefout($0, oefening: oefening, "/oefening") }
        // One that was taken in stays so when its exercise has closed.
        if let fout = fouten.first, try scope.load(Melding.self, id) == nil { throw Refused([fout]) }
        let ontvangst = Ontvangst(
            melding: MeldingId(id), kenmerk: Kenmerk.make(prefix: "M").text, beschrijving: beschrijving,
            toewijzing: toewijzing, oefening: oefening)
        try scope.decide(.ontvangen(ontvangst), on: id)
    }

    /// Who deals with it: routing by gemeente and kind. What no route fits goes to the region's named organisation, so
    /// that it is never dropped (M11).
    private func toewijzing(_ melding: NieuweMelding) throws -> Toewijzing {
        let current = register.current
        let gemeente = melding.gemeente.flatMap(Gemeentecode.init)
        let regio = gemeente.flatMap { current.region(of: $0) } ?? current.firstRegion
        guard let regio else { throw RegisterEmpty() }
        let route = gemeente.flatMap { current.behandelaar(gemeente: $0, soort: melding.soort?.rawValue ?? "") }
        return Toewijzing.bepaal(
            regio: regio.code.text, ontvanger: melding.ontvanger,
            volgensRoutering: Organisatie((route ?? regio.aanspreekpunt.organisatie).text),
            isActief: { OIN($0.rawValue).flatMap(current.organisation)?.doetMee() ?? false })
    }
}

/// Nothing can be assigned before the register was applied; the sender tries again.
struct RegisterEmpty: Error {}
