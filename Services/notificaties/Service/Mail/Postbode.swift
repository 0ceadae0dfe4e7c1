import Chassis
import Content
import Contracts
import Foundation
import Logging
import Mail
import Messaging
import NotificatieDomain
import Postgres
import Register
import ServiceLifecycle

/// Sends the mails that wait. Several may run: what one has taken the others leave.
///
/// A mail is delivered when the mail server took it on; the same transaction closes its row and tells the task. Dying in
/// between sends it again, with the same Message-ID.
struct Postbode: Service {
    private static let rust = Duration.milliseconds(500)
    /// Without a right address, and for an organisation that is cut off, a mail is looked at again after this long.
    private static let nogEens: TimeInterval = 600

    let post: Mailpost
    let context: Context
    private let wachtrij: Mailwachtrij
    private let ontvangers: Mailontvangers
    private let client: SMTPClient
    private let meting: Mailmeting

    init(post: Mailpost, context: Context) {
        self.post = post
        self.context = context
        wachtrij = Mailwachtrij(pool: context.pool)
        ontvangers = Mailontvangers(pool: context.pool, vault: context.vault)
        client = SMTPClient(post.server)
        meting = Mailmeting(wachtrij: wachtrij)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var pauze = Duration.zero
                do {
                    try await meting.meet()
                    // A claim outlives the server's time and ours.
                    if let zending = try await wachtrij.neem(hoelang: post.server.timeout + .seconds(15)) {
                        pauze = try await behandel(zending)
                    } else {
                        pauze = Self.rust
                    }
                } catch {
                    context.logger.warning("mail is tried again", metadata: ["error": "\(error)"])
                    pauze = Self.rust
                }
                guard pauze > .zero else { continue }
                do { try await Task.sleep(for: pauze) } catch { return }
            }
        }
    }

    /// - Returns: how long to leave the mail server alone.
    private func behandel(_ zending: Zending) async throws -> Duration {
        guard let oin = OIN(zending.organisatie.rawValue), context.register.current.afsluiting(oin) == nil else {
            // C1: what waits for an organisation that is cut off goes when it is back.
            try await wacht(zending.rijen, zending, omdat: "afgesloten")
            return .zero
        }
        let ontvanger = try await ontvangers.ontvanger(zending.medewerker.rawValue, bij: oin.text)
        let rijen = try await sorteer(zending, ontvanger?.voorkeur ?? .standaard)
        guard !rijen.isEmpty else { return .zero }
        if zending.oefening {
            guard let adres = post.oefenadres else {
                meting.vervallen(.oefening, rijen.count)
                _ = try await context.pool.query(Mailwachtrij.sluit(rijen.map(\.rij.id), .oefening))
                return .zero
            }
            return try await verstuur(rijen, zending, adres, nil)
        }
        guard let ontvanger else {
            meting.mislukt("geen-adres")
            try await wacht(rijen.map(\.rij), zending, omdat: "geen-adres")
            return .zero
        }
        if let geweigerd = ontvanger.geweigerd {
            try await nietBezorgd(rijen.map(\.rij), [], antwoord: geweigerd.antwoord)
            return .zero
        }
        guard let adres = try await ontvangers.adres(ontvanger, record(oin, rijen.count)) else {
            try await wacht(rijen.map(\.rij), zending, omdat: "geen-adres")
            return .zero
        }
        return try await verstuur(rijen, zending, adres, ontvanger)
    }

    private typealias Gereed = (rij: Zending.Rij, spoed: Bool)

    /// What may go now. The rest waits for its time, or is of no use any more.
    private func sorteer(_ zending: Zending, _ voorkeur: Mailvoorkeur) async throws -> [Gereed] {
        let taken = try await taken(zending.rijen.map(\.taak))
        var gereed: [Gereed] = []
        var later: [(rij: Zending.Rij, tot: Date, reden: Uitstelreden)] = []
        var weg: [UUID] = []
        for rij in zending.rijen {
            switch taken[rij.taak]?.mailbesluit(rij.stap, voorkeur: voorkeur, nu: zending.nu) ?? .vervallen {
            case .versturen: gereed.append((rij, taken[rij.taak]?.urgentie == .spoed))
            case .wachten(let tot, let reden): later.append((rij, tot, reden))
            case .vervallen: weg.append(rij.id)
            }
        }
        if !weg.isEmpty {
            meting.vervallen(.vervallen, weg.count)
            _ = try await context.pool.query(Mailwachtrij.sluit(weg, .vervallen))
        }
        try await stelUit(later)
        return gereed
    }

    private func taken(_ ids: [UUID]) async throws -> [UUID: Taak] {
        let rows = try await context.pool.query(
            "select id, state::text from aggregate where kind = \(Taak.kind) and id = any(\(ids))")
        return Dictionary(
            try rows.map { row in
                let (id, state) = try row.decode(UUID.self, String.self)
                return (id, try StateCoding.decode(Taak.self, state))
            }, uniquingKeysWith: { $1 })
    }

    // MARK: - Sending

    private func verstuur(_ rijen: [Gereed], _ zending: Zending, _ adres: MailAddress, _ ontvanger: Mailontvanger?)
        async throws -> Duration
    {
        let ids = rijen.map(\.rij.id)
        let bundel = rijen[0].rij.bundel ?? ids[0]
        try await wachtrij.bundel(ids, bundel)
        let tekst = Mailtekst(
            aantal: Set(rijen.map(\.rij.taak)).count, spoed: rijen.contains { $0.spoed }, oefening: zending.oefening,
            link: post.link)
        let uitkomst = await client.send(tekst.bericht(bundel, van: post.afzender, aan: adres, op: zending.nu))
        switch uitkomst {
        case .accepted:
            meting.verzonden()
            try await bezorgd(rijen.map(\.rij))
        case .recipientRefused(let antwoord):
            meting.mislukt("recipient-refused")
            context.logger.warning("a mail address is refused", metadata: ["reply": "\(antwoord)"])
            let merk = ontvanger.map { [Mailontvangers.weiger($0, antwoord: antwoord.description)] } ?? []
            try await nietBezorgd(rijen.map(\.rij), merk, antwoord: antwoord.description)
        case .messageRefused(let antwoord):
            meting.mislukt("message-refused")
            context.logger.error("a mail is refused", metadata: ["reply": "\(antwoord)"])
            try await nietBezorgd(rijen.map(\.rij), [], antwoord: antwoord.description)
        case .failed(let fout):
            meting.mislukt(fout.reason.rawValue)
            context.logger.warning(
                "a mail waits for the mail server",
                metadata: ["failure": "\(fout)", "tasks": "\(ids.count)", "attempt": "\(zending.poging)"])
            let opnieuw = post.wachttijd(na: zending.poging, fout.reason)
            // Also while we stop: another may go on with it.
            try await Task { [wachtrij] in
                try await wachtrij.mislukt(
                    ids, reden: fout.reason.rawValue, opnieuw: opnieuw,
                    onzeker: [.connectionLost, .timeout, .cancelled].contains(fout.reason))
            }.value
            if fout.reason.isServer { return min(post.herkansing, .seconds(15)) }
        }
        return .zero
    }

    // MARK: - What it means for the tasks

    private func bezorgd(_ rijen: [Zending.Rij]) async throws {
        let (register, ids) = (context.register.current, rijen.map(\.id))
        try await voorElk(rijen, [Mailwachtrij.sluit(ids, .verzonden)]) { rij, taak, scope in
            guard taak.isBij(rij.stap) else { return }
            try scope.decide(.bezorgen(.email), on: rij.taak, register: register)
        }
    }

    /// N2: the ladder goes on at once.
    private func nietBezorgd(_ rijen: [Zending.Rij], _ eerst: [SQL], antwoord: String) async throws {
        let (register, ids) = (context.register.current, rijen.map(\.id))
        try await voorElk(rijen, eerst + [Mailwachtrij.sluit(ids, .geweigerd, antwoord: antwoord)]) {
            rij, taak, scope in
            // Of a team's list others may still hear.
            guard case .medewerker = taak.voor else { return }
            let uitwijk = RegisterBezetting(register: register, nu: scope.now, post: true).uitwijk(taak)
            try scope.decide(.nietBezorgd(.email, rij.stap, uitwijk: uitwijk), on: rij.taak, register: register)
        }
    }

    private func stelUit(_ later: [(rij: Zending.Rij, tot: Date, reden: Uitstelreden)]) async throws {
        guard !later.isEmpty else { return }
        let register = context.register.current
        let tijden = Dictionary(later.map { ($0.rij.id, ($0.tot, $0.reden)) }, uniquingKeysWith: { $1 })
        let wachten = later.map { Mailwachtrij.wacht([$0.rij.id], tot: $0.tot, omdat: nil) }
        try await voorElk(later.map(\.rij), wachten) { rij, _, scope in
            guard let (tot, reden) = tijden[rij.id] else { return }
            try scope.decide(.bezorgingUitstellen(rij.stap, tot: tot, reden), on: rij.taak, register: register)
        }
    }

    /// In one transaction.
    private func voorElk(
        _ rijen: [Zending.Rij], _ statements: [SQL],
        _ doe: @escaping @Sendable (Zending.Rij, Taak, inout Scope) throws -> Void
    ) async throws {
        let needs = Set(rijen.map(\.taak)).sorted { $0.uuidString < $1.uuidString }.map { AggregateRef(Taak.self, $0) }
        _ = try await context.engine.perform(nil, trace: Trace(), needs: needs) { scope in
            for rij in rijen {
                if let taak = try scope.load(Taak.self, rij.taak) { try doe(rij, taak, &scope) }
            }
            for statement in statements { scope.write(statement) }
            return Answer(status: 200, body: Mailverwerking(rijen: rijen.count))
        }
    }

    private func wacht(_ rijen: [Zending.Rij], _ zending: Zending, omdat reden: String) async throws {
        _ = try await context.pool.query(
            Mailwachtrij.wacht(
                rijen.map(\.id), tot: zending.nu.addingTimeInterval(Self.nogEens), omdat: reden))
    }

    private func record(_ organisatie: OIN, _ taken: Int) -> ProcessingRecord {
        ProcessingRecord(
            traceparent: "", name: "mailadres gebruiken", resource: "notificaties",
            activity: "https://keten.example/verwerkingen/mailadres-gebruiken", user: "notificaties",
            organisation: organisatie, role: "systeem", purpose: "melden van \(taken) taken", networkAddress: "")
    }
}

extension Mailpost {
    /// Doubled at each try. A server that is away is soon back for everyone; a recipient has a mailbox that is full.
    func wachttijd(na poging: Int, _ reden: SMTPFailure.Reason) -> Duration {
        let hoogstens = reden.isServer ? Duration.seconds(300) : .seconds(7_200)
        return min(herkansing * (1 << min(max(poging - 1, 0), 16)), hoogstens)
    }
}

extension SMTPFailure.Reason {
    /// Not about this mail, but about the server or our way to it.
    var isServer: Bool {
        switch self {
        case .unreachable, .connectionLost, .timeout, .encryption, .signIn: true
        case .refusesUs, .notNow, .cancelled: false
        }
    }
}

/// What one transaction of the sender did; kept like any answer.
private struct Mailverwerking: Contract {
    var rijen: Int

    static var title: String { "Verwerkte mail" }
    static var fields: [String: String] { ["rijen": "Hoeveel stappen van taken het betrof."] }
    static var example: Mailverwerking { Mailverwerking(rijen: 1) }
}
