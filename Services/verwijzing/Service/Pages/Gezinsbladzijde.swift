import Chassis
import Contracts
import Foundation
import HTTPTypes
import Messaging
import Register
import VerwijzingDomain
import Web

/// The family's own page (N7): who is its contact, what happens now, when it hears next, its questions and who read what
/// about it (S3). It is opened with the code that the contact gave, without an account.
struct Gezinsbladzijde: Sendable {
    private let context: Context
    private let lezer: Gezinslezer
    private let words: Words
    private let kijken: Toeloop
    private let vragen: Toeloop

    init(_ context: Context, _ words: Words) {
        self.context = context
        self.words = words
        lezer = Gezinslezer(context)
        kijken = Toeloop(context.settings)
        vragen = Toeloop(context.settings)
    }

    func register(on site: Site) {
        site.guestPage("/gezin", id: "gezin") { visitor, gast in
            switch gast {
            case .none: .shown(toegang(visitor.form, nil))
            case .ended: .shown(toegang(visitor.form, nil, .tijdOm))
            case .here(let gast): try await toon(visitor, gast)
            }
        }
        site.guestEntrance(
            "/gezin", id: "gezin-openen", again: { visitor, post in toegang(visitor.form, post, .formulierVerlopen) },
            act: open)
        site.guestAction(
            "/gezin/vragen", id: "gezin-vragen", ended: { visitor in toegang(visitor.form, nil, .nietVerstuurd) },
            act: vraag)
        site.guestAction(
            "/gezin/plan", id: "gezin-plan", ended: { visitor in toegang(visitor.form, nil, .nietVerstuurd) }, act: plan
        )
        site.guestAction(
            "/gezin/plan/intrekken", id: "gezin-plan-intrekken",
            ended: { visitor in toegang(visitor.form, nil, .nietVerstuurd) }, act: trekPlanIn)
        site.guestAction(
            "/gezin/afmelden", id: "gezin-afmelden", ended: { visitor in toegang(visitor.form, nil) },
            act: { visitor, _, _ in .shut(toegang(visitor.form, nil, .afgemeld)) })
    }

    // MARK: - Coming in

    private func open(_ visitor: Visitor, _ post: FormPost) async throws -> Site.GuestAnswer {
        func weiger(_ bericht: Bericht) -> Site.GuestAnswer { .shown(toegang(visitor.form, post, bericht)) }
        do throws(Problem) { try kijken.klopAan(visitor) } catch { return weiger(.druk(error)) }
        guard let getypt = post.value("code") else { return weiger(.leeg) }
        guard let code = Toegangscode(getypt) else { return weiger(.tikfout) }
        do throws(Problem) { try kijken.kom() } catch { return weiger(.druk(error)) }
        switch try await lezer.toelating(code) {
        case .open(let wie): return .admitted(subject: wie.subject, to: "/gezin")
        case .onbekend: return weiger(.onbekend)
        case .verlopen: return weiger(.verlopen)
        case .ingetrokken: return weiger(.ingetrokken)
        }
    }

    /// What is said above the form that asks for the code.
    private enum Bericht {
        case leeg, tikfout, onbekend, verlopen, ingetrokken, formulierVerlopen, tijdOm, nietVerstuurd, afgemeld
        case druk(Problem)

        /// Whether the field with the code is wrong.
        var isFout: Bool {
            switch self {
            case .leeg, .tikfout, .onbekend, .verlopen, .ingetrokken: true
            case .formulierVerlopen, .tijdOm, .nietVerstuurd, .afgemeld, .druk: false
            }
        }

        var titel: String {
            switch self {
            case .leeg: "Vul uw code in"
            case .tikfout, .onbekend: "Uw code is niet gevonden"
            case .verlopen: "Uw code is verlopen"
            case .ingetrokken: "Uw code werkt niet meer"
            case .formulierVerlopen: "Druk nog een keer op de knop"
            case .tijdOm: "Vul uw code opnieuw in"
            case .nietVerstuurd: "Uw vraag is niet verstuurd"
            case .afgemeld: "U bent afgemeld"
            case .druk: "Probeer het zo opnieuw"
            }
        }

        var tekst: String {
            switch self {
            case .leeg: "Vul de code in die u van uw contact kreeg."
            case .tikfout:
                "Deze code klopt niet. Misschien is er een teken vergeten of verkeerd getypt. Een code heeft 24 letters en cijfers."
            case .onbekend: "Wij kennen deze code niet. Kijk of u de code van de brief hebt overgenomen."
            case .verlopen: "Een code werkt een aantal weken. Vraag uw contact om een nieuwe code."
            case .ingetrokken: "Misschien kreeg u een nieuwe code. Gebruik die, of vraag uw contact om een nieuwe."
            case .formulierVerlopen: "De bladzijde stond te lang open, of uw browser bewaart geen cookies."
            case .tijdOm: "U deed een half uur niets. Daarom is de bladzijde dicht, zodat een ander niet meeleest."
            case .nietVerstuurd:
                "U deed een half uur niets. Daarom is de bladzijde dicht. Vul uw code in en stel uw vraag opnieuw."
            case .afgemeld: "Sluit dit venster als een ander deze computer of telefoon ook gebruikt."
            case .druk(let problem):
                "Dit is te vaak geprobeerd. Probeer het over \(problem.headers[.retryAfter] ?? "60") seconden opnieuw."
            }
        }

        var status: HTTPResponse.Status {
            switch self {
            case .leeg, .tikfout, .formulierVerlopen: .badRequest
            case .onbekend: .notFound
            case .verlopen, .ingetrokken: .gone
            case .tijdOm, .afgemeld: .ok
            case .nietVerstuurd: .unauthorized
            case .druk: .tooManyRequests
            }
        }

        var headers: HTTPFields { if case .druk(let problem) = self { problem.headers } else { [:] } }
    }

    private func toegang(_ form: OpenForm, _ post: FormPost?, _ bericht: Bericht? = nil) -> PageContent {
        bladzijde(
            PageContent(
                bericht?.titel ?? "Voor uw gezin", template: "gezinscode",
                values: [
                    "formulier": .text(form.token), "getypt": .text(post?.value("code") ?? ""),
                    "fout": PageValue(bericht.flatMap { $0.isFout ? $0.tekst : nil }),
                    "foutTitel": PageValue(bericht?.titel),
                    "melding": bericht.flatMap {
                        $0.isFout ? nil : .group(["titel": .text($0.titel), "tekst": .text($0.tekst)])
                    } ?? PageValue.none,
                ], status: bericht?.status ?? .ok, headers: bericht?.headers ?? [:]))
    }

    /// The head of the family's pages leads to the family's page, and not to those of professionals.
    private func bladzijde(_ content: PageContent, _ gast: Guest? = nil) -> PageContent {
        var content = content
        content.leaving = gast.map { ("/gezin/afmelden", $0.formToken) }
        content.site = "Voor gezinnen"
        content.home = "/gezin"
        return content
    }

    // MARK: - The page

    /// Shows the page, or why it is shut now.
    private func toon(_ visitor: Visitor, _ gast: Guest, _ invoer: Vraaginvoer? = nil) async throws -> Site.GuestAnswer
    {
        guard let wie = Gezinslezer.Wie(gast.subject) else { return .shut(toegang(visitor.form, nil, .ingetrokken)) }
        guard let blik = try await lezer.blik(wie) else {
            if case .verlopen = try await lezer.toelating(wie) { return .shut(toegang(visitor.form, nil, .verlopen)) }
            return .shut(toegang(visitor.form, nil, .ingetrokken))
        }
        let genoemd =
            [blik.contact?.organisatie].compactMap { $0 } + blik.eindes.compactMap { $0.nazorg?.organisatie }
            + blik.vragen.compactMap { $0.door?.organisatie }
            + blik.terzijde.map(\.organisatie)
        var mensen: [OIN: [String: String]] = [:]
        for oin in Set(genoemd) { mensen[oin] = try await gast.names(at: oin) }
        let namen = mensen
        func naam(_ wie: (organisatie: OIN, medewerker: String?)) -> String {
            let mens = wie.medewerker.flatMap { namen[wie.organisatie]?[$0] }
            return [mens, organisatie(wie.organisatie)].compactMap { $0 }.joined(separator: ", ")
        }
        let stappen = blik.stappen.compactMap { stap in
            Gezinswoorden.stap(stap, organisatie).map { wat -> PageValue in
                .group([
                    "wat": .text(wat), "afspraak": PageValue(stap.afspraak), "bericht": PageValue(stap.bericht),
                    "door": .text(organisatie(stap.naar)),
                ])
            }
        }
        let content = PageContent(
            invoer?.titel ?? "Hulp voor uw gezin", template: "gezin",
            values: [
                "formToken": .text(gast.formToken), "sleutel": .text(invoer?.sleutel ?? visitor.form.key),
                "contact": PageValue(blik.contact.map(naam)),
                "voorkeur": PageValue(blik.voorkeur.map { Gezinswoorden.voorkeur($0) }),
                "stappen": .list(stappen.isEmpty ? [.group(["wat": .text(Gezinswoorden.geenStap)])] : stappen),
                "afgelopen": .flag(!blik.eindes.isEmpty),
                "eindes": .list(blik.eindes.map { Gezinswoorden.einde($0, naam: organisatie, wie: naam) }),
                "hoort": .text(Gezinswoorden.hoort(blik.hoort?.op, nu: visitor.now)),
                "herkomst": PageValue(Gezinswoorden.herkomst(blik.hoort?.herkomst)),
                "verstuurd": .flag(invoer == nil && visitor.query["verstuurd"] != nil),
                "geenVragen": .flag(blik.vragen.isEmpty),
                "vragen": .list(
                    blik.vragen.map { vraag in
                        .group([
                            "wanneer": .text(Tijd.moment(vraag.gesteldOp)),
                            "tekst": .text(vraag.tekst ?? "Deze tekst wordt niet meer bewaard."),
                            "wacht": .flag(vraag.beantwoordOp == nil),
                            "uiterlijk": PageValue(vraag.uiterlijk.map { Tijd.deadline($0.op) }),
                            "waarom": PageValue(Gezinswoorden.herkomst(vraag.uiterlijk?.herkomst)),
                            "antwoord": .text(vraag.antwoord ?? "Deze tekst wordt niet meer bewaard."),
                            "beantwoord": PageValue(vraag.beantwoordOp.map { Tijd.moment($0) }),
                            "door": PageValue(vraag.door.map(naam)),
                        ])
                    }),
                "plan": plan(blik, invoer, naam),
                "planGedaan": .flag(invoer == nil && visitor.query["plan"] != nil),
                "getypt": .text(invoer?.tekst ?? ""), "fout": PageValue(invoer?.fout),
                "terzijde": Gezinswoorden.terzijde(blik.terzijde, words) { naam(($0.organisatie, $0.door?.text)) },
                "geenOntvangen": .flag(blik.ontvangen.isEmpty && blik.ontbreekt.isEmpty),
                "ontbreekt": .list(blik.ontbreekt.map { .text(Gezinswoorden.ontbreekt($0)) }),
                "ontvangen": .list(
                    blik.ontvangen.map { regel in
                        .group([
                            "organisatie": .text(organisatie(regel.organisatie)),
                            "wat": .text(words[regel.wat.rawValue]),
                            "keren": .text(regel.keren == 1 ? "één keer" : "\(regel.keren) keer"),
                            "laatst": .text(Tijd.moment(regel.laatst)),
                            "grond": .text(words[regel.grond.rawValue].lowercased()),
                        ])
                    }),
            ], status: invoer?.status ?? .ok, headers: invoer?.headers ?? [:])
        return .shown(bladzijde(content, gast))
    }

    // MARK: - The family's own plan (V9)

    private func plan(
        _ blik: Gezinslezer.Blik, _ invoer: Vraaginvoer?,
        _ naam: ((organisatie: OIN, medewerker: String?)) -> String
    ) -> PageValue {
        guard blik.magPlannen else { return .none }
        let plan = blik.plan
        var values: [String: PageValue] = [
            "heeft": .flag(plan != nil), "knop": .text(plan == nil ? "Geef ons plan" : "Vervang ons plan"),
            "planfout": PageValue(invoer?.planfout),
            "zelf": .text(invoer?.plan["zelf"] ?? plan?.zelf ?? ""),
            "netwerk": .text(invoer?.plan["netwerk"] ?? plan?.netwerk ?? ""),
            "professioneel": .text(invoer?.plan["professioneel"] ?? plan?.professioneel ?? ""),
        ]
        let fout = invoer?.planfout == nil ? [] : Self.planvelden.filter { Tekst(invoer?.plan[$0] ?? "") == nil }
        values["planveld"] = .text(fout.first ?? "zelf")
        for veld in fout { values[veld + "Fout"] = true }
        values["sinds"] = PageValue(plan.map { Tijd.moment($0.sinds) })
        values["door"] = PageValue((plan?.door).map { naam($0) })
        return .group(values)
    }

    private static let planvelden = ["zelf", "netwerk", "professioneel"]

    private func plan(_ visitor: Visitor, _ gast: Guest, _ post: FormPost) async throws -> Site.GuestAnswer {
        let getypt = Dictionary(uniqueKeysWithValues: Self.planvelden.map { ($0, post.value($0) ?? "") })
        func opnieuw(_ fout: String, _ status: HTTPResponse.Status = .badRequest) async throws -> Site.GuestAnswer {
            try await toon(
                visitor, gast, Vraaginvoer(sleutel: post.value("sleutel"), status: status, planfout: fout, plan: getypt)
            )
        }
        do throws(Problem) {
            try vragen.klopAan(visitor)
            try vragen.kom()
        } catch { return try await opnieuw("Het is nu te druk. Probeer het zo opnieuw.", .tooManyRequests) }
        guard let wie = Gezinslezer.Wie(gast.subject) else { return .shut(toegang(visitor.form, nil, .ingetrokken)) }
        guard let zelf = Tekst(getypt["zelf"] ?? ""), let netwerk = Tekst(getypt["netwerk"] ?? ""),
            let professioneel = Tekst(getypt["professioneel"] ?? "")
        else { return try await opnieuw("Vul de drie vakken in. Een vak mag niet te lang zijn.") }
        do {
            try await lezer.geefPlan(
                (zelf, netwerk, professioneel), van: wie, sleutel: post.value("sleutel") ?? visitor.form.key)
        } catch is Weigering {
            return .shut(toegang(visitor.form, nil, .ingetrokken))
        } catch CommandError.idempotencyKeyReused {
            return try await toon(
                visitor, gast,
                Vraaginvoer(
                    status: .conflict, planfout: "Uw plan is al verstuurd. Druk nog een keer om het te vervangen.",
                    plan: getypt))
        }
        return .done(to: "/gezin?plan=ja")
    }

    private func trekPlanIn(_ visitor: Visitor, _ gast: Guest, _ post: FormPost) async throws -> Site.GuestAnswer {
        guard let wie = Gezinslezer.Wie(gast.subject) else { return .shut(toegang(visitor.form, nil, .ingetrokken)) }
        do {
            try await lezer.trekPlanIn(van: wie, sleutel: post.value("sleutel") ?? visitor.form.key)
        } catch let weigering as Weigering {
            // Somebody of the family was first: it is gone, as this one wanted.
            guard weigering.code == "geen-plan" else { return .shut(toegang(visitor.form, nil, .ingetrokken)) }
        }
        return .done(to: "/gezin?plan=ja")
    }

    private func organisatie(_ oin: OIN) -> String {
        context.register.current.organisation(oin)?.naam.text ?? "Een organisatie"
    }

    // MARK: - Asking

    /// A question that was sent, and what came of it.
    private struct Vraaginvoer {
        var tekst = ""
        var fout: String?
        var sleutel: String?
        var status: HTTPResponse.Status = .ok
        var headers: HTTPFields = [:]
        /// What is wrong with the plan, and what was written.
        var planfout: String?
        var plan: [String: String] = [:]

        var titel: String? {
            if planfout != nil { return "Let op: uw plan is nog niet verstuurd" }
            return fout == nil ? nil : "Let op: uw vraag is nog niet verstuurd"
        }
    }

    private func vraag(_ visitor: Visitor, _ gast: Guest, _ post: FormPost) async throws -> Site.GuestAnswer {
        let getypt = post.value("tekst") ?? ""
        func opnieuw(
            _ fout: String, _ status: HTTPResponse.Status = .badRequest, _ headers: HTTPFields = [:]
        ) async throws -> Site.GuestAnswer {
            try await toon(
                visitor, gast,
                Vraaginvoer(tekst: getypt, fout: fout, sleutel: post.value("sleutel"), status: status, headers: headers)
            )
        }
        do throws(Problem) {
            try vragen.klopAan(visitor)
            try vragen.kom()
        } catch {
            let wacht = error.headers[.retryAfter] ?? "60"
            return try await opnieuw(
                "Het is nu te druk. Probeer het over \(wacht) seconden opnieuw.", .tooManyRequests, error.headers)
        }
        guard let wie = Gezinslezer.Wie(gast.subject) else { return .shut(toegang(visitor.form, nil, .ingetrokken)) }
        guard !getypt.allSatisfy(\.isWhitespace) else { return try await opnieuw("Schrijf eerst uw vraag op.") }
        guard let tekst = Tekst(getypt) else {
            return try await opnieuw("Uw vraag is te lang. Maak hem korter, of stel een tweede vraag.")
        }
        do {
            try await lezer.vraag(tekst, van: wie, sleutel: post.value("sleutel") ?? visitor.form.key)
        } catch let weigering as Weigering {
            guard weigering.code == "te-veel-vragen" else {
                return .shut(toegang(visitor.form, nil, .ingetrokken))
            }
            return try await opnieuw(weigering.uitleg, .conflict)
        } catch CommandError.idempotencyKeyReused {
            // Went back and changed something: what was sent stands, and this is another question.
            return try await toon(
                visitor, gast,
                Vraaginvoer(
                    tekst: getypt, fout: "De eerste vraag is verstuurd. Druk nog een keer om ook deze te versturen.",
                    status: .conflict))
        }
        return .done(to: "/gezin?verstuurd=ja")
    }
}
