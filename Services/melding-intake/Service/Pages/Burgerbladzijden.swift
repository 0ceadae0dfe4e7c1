import Chassis
import Contracts
import Foundation
import HTTPTypes
import MeldingDomain
import Messaging
import Runtime
import Web

/// The pages for citizens: a melding without signing in (M1, M3), and its steps by the code of the receipt (M4).
struct Burgerbladzijden: Sendable {
    private let context: Context
    private let aanname: Aanname
    private let melden: Toeloop
    private let volgen: Toeloop

    static func pages(_ context: Context) -> Pages {
        let bladzijden = Burgerbladzijden(context)
        return Pages(
            templates: [
                "begin": text(PackageResources.begin_mustache), "melden": text(PackageResources.melden_mustache),
                "vraag": text(PackageResources.vraag_mustache), "ontvangst": text(PackageResources.ontvangst_mustache),
                "volgen": text(PackageResources.volgen_mustache), "gevaar": text(PackageResources.gevaar_mustache),
            ],
            words: Words(), trustedProxies: context.settings[PublicSettings.proxies],
            register: bladzijden.register)
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private init(_ context: Context) {
        self.context = context
        aanname = Aanname(context)
        melden = Toeloop(context.settings)
        volgen = Toeloop(context.settings)
    }

    @Sendable private func register(on site: Site) {
        site.openPage("/", id: "begin") { _ in PageContent("Melden", template: "begin", values: [:]) }
        site.openPage("/melden", id: "melden") { visitor in formulier(visitor.form, nil) }
        site.openAction(
            "/melden", id: "melden-versturen",
            again: { visitor, post in formulier(visitor.form, post, .verlopen) }, act: verstuur)
        site.openPage("/volgen", id: "volgen") { visitor in zoekformulier(visitor.form, nil) }
        site.openAction(
            "/volgen", id: "volgen-met-code",
            again: { visitor, post in zoekformulier(visitor.form, post, .verlopen) }, act: zoek)
    }

    // MARK: - Reporting

    @Sendable private func verstuur(_ visitor: Visitor, _ post: FormPost) async throws -> PageContent {
        do throws(Problem) { try melden.klopAan(visitor) } catch { return formulier(visitor.form, post, .druk(error)) }
        let opgave = try Burgeropgave(post)
        guard opgave.fouten.isEmpty, let verzoek = opgave.verzoek else {
            return formulier(visitor.form, post, .fouten(opgave.fouten))
        }
        guard post.value(Burgeropgave.lokveld) == nil || verzoek.acuut == .ja else {
            return formulier(visitor.form, post, .lokveld)
        }
        do throws(Problem) { try melden.kom() } catch { return formulier(visitor.form, post, .druk(error)) }
        // M5: from this browser the same is the same melding, also on a form that was opened anew.
        let code = Toegangscode(toeval: visitor.secret(for: opgave.vingerafdruk))
        let trace = TraceContext.current ?? .make()
        do {
            let answer = try await aanname.neemAan(
                verzoek, van: .burger(code, bereikbaar: opgave.bereikbaar),
                sleutel: IdempotencyKey(
                    organisation: "burger", key: UUID(named: visitor.form.key).text, fingerprint: opgave.vingerafdruk),
                oorzaak: Messaging.Trace(traceparent: trace.traceparent, correlation: trace.correlationID))
            return ontvangst(answer, code, verzoek)
        } catch CommandError.idempotencyKeyReused {
            // Went back and changed something: nothing is lost, and nobody reports twice without knowing.
            return formulier(visitor.next, post, .alVerstuurd)
        } catch let error where !(error is CancellationError) {
            context.logger.error("a citizen's melding was not taken in", error: error)
            return formulier(visitor.form, post, .storing)
        }
    }

    /// What is said above the form that is shown again.
    private enum Bericht {
        case fouten(Set<String>)
        case druk(Problem)
        case verlopen, lokveld, alVerstuurd, storing

        var titel: String {
            switch self {
            case .fouten: "Uw melding is nog niet verstuurd"
            case .verlopen, .lokveld: "Verstuur het formulier nog een keer"
            case .alVerstuurd: "Deze melding had u al verstuurd"
            case .druk: "Het is nu te druk"
            case .storing: "Het lukt nu niet"
            }
        }

        var tekst: String {
            switch self {
            case .fouten: "Wat u schreef staat er nog. Verbeter of vul aan:"
            case .verlopen:
                "De bladzijde stond te lang open, of uw browser bewaart geen cookies. "
                    + "Wat u schreef staat er nog. Druk nog een keer op de knop."
            case .lokveld:
                "Er stond iets in een veld dat leeg moet blijven. Dat is nu leeg. Druk nog een keer op de knop."
            case .alVerstuurd:
                "Wij hebben uw melding, en u hebt daarvan de code. Daarna hebt u iets veranderd. Wilt u dat ook sturen? "
                    + "Druk dan op de knop: het wordt een tweede melding, met een eigen code."
            case .druk(let problem):
                "Wat u schreef staat er nog. Probeer het over \(problem.headers[.retryAfter] ?? "60") seconden opnieuw. "
                    + "Of bel Veilig Thuis: 0800 2000, gratis, dag en nacht."
            case .storing:
                "Wat u schreef staat er nog. Probeer het zo opnieuw. Of bel Veilig Thuis: 0800 2000, gratis, dag en nacht."
            }
        }

        var status: HTTPResponse.Status {
            switch self {
            case .fouten, .verlopen, .lokveld: .badRequest
            case .alVerstuurd: .conflict
            case .druk: .tooManyRequests
            case .storing: .serviceUnavailable
            }
        }

        var headers: HTTPFields { if case .druk(let problem) = self { problem.headers } else { [:] } }
        var velden: Set<String> { if case .fouten(let velden) = self { velden } else { [] } }
    }

    private func formulier(_ form: OpenForm, _ post: FormPost?, _ bericht: Bericht? = nil) -> PageContent {
        let vragen = Burgervraag.alle(gemeenten: context.register.current.gemeenten)
        let fout = bericht?.velden ?? []
        return PageContent(
            bericht.map { "Let op: \($0.titel)" } ?? "Doe een melding", template: "melden",
            values: [
                "formulier": .text(form.token), "lokveld": .text(Burgeropgave.lokveld),
                "vragen": .list(vragen.map { $0.waarde(post, isFout: fout.contains($0.naam)) }),
                "bericht": bericht.map {
                    .group([
                        "titel": .text($0.titel), "tekst": .text($0.tekst),
                        "heeftFouten": .flag(!fout.isEmpty),
                        "fouten": .list(
                            vragen.filter { fout.contains($0.naam) }.map {
                                .group(["veld": .text($0.naam), "tekst": .text("\($0.label) \($0.fout(post))")])
                            }),
                    ])
                } ?? .none,
            ], status: bericht?.status ?? .ok, headers: bericht?.headers ?? [:])
    }

    private func ontvangst(
        _ answer: Answer<MeldingStand>, _ code: Toegangscode, _ verzoek: MeldingVerzoek
    ) -> PageContent {
        let stand = answer.body
        return PageContent(
            "Uw melding is ontvangen", template: "ontvangst",
            values: [
                "gevaar": .flag(verzoek.acuut == .ja), "code": .text(code.tekst), "kenmerk": .text(stand.kenmerk.text),
                "behandelaar": .text(naam(stand.behandelaar)),
                "terugkoppeling": .flag(verzoek.terugkoppelingGewenst ?? true),
                "aanvullen": .flag(!stand.ontbreekt.isEmpty),
                // Not the first answer again, and yet nothing new: sent before on another form.
                "eerder": .init(
                    answer.repeated || answer.status == 201 ? nil : Tijd.moment(stand.ontvangenOp)),
            ])
    }

    // MARK: - Following

    @Sendable private func zoek(_ visitor: Visitor, _ post: FormPost) async throws -> PageContent {
        do throws(Problem) { try volgen.klopAan(visitor) } catch {
            return zoekformulier(visitor.form, post, .druk(error))
        }
        guard let getypt = post.value("code") else { return zoekformulier(visitor.form, post, .leeg) }
        guard let code = Toegangscode(getypt) else { return zoekformulier(visitor.form, post, .tikfout) }
        do throws(Problem) { try volgen.kom() } catch { return zoekformulier(visitor.form, post, .druk(error)) }
        let (id, lezer) = (Intake.id(code), AggregateReader(pool: context.pool))
        // Looked up by a digest: how long it takes says nothing of how near a guess was.
        guard let (melding, _) = try await lezer.one(Melding.self, id), melding.melder == nil else {
            return zoekformulier(visitor.form, post, .onbekend)
        }
        let stappen = Melding.stappenVoorMelder(try await lezer.events(of: id, Melding.self).map(\.event))
        return PageContent(
            "Uw melding", template: "volgen",
            values: [
                "melding": .group([
                    "kenmerk": .text(melding.kenmerk), "ziet": .flag(melding.terugkoppelingGewenst),
                    "klaar": .flag(melding.isAfgehandeld), "behandelaar": .text(naam(melding.behandelaar)),
                    "stappen": .list(
                        stappen.map { stap in
                            .group([
                                "iso": .text(RFC3339.text(stap.op)), "moment": .text(Tijd.moment(stap.op)),
                                "tekst": .text(Burgerwoorden.stap(stap.status, wie: naam(stap.behandelaar))),
                                "uitkomst": .init(stap.uitkomst.map(Burgerwoorden.uitkomst)),
                            ])
                        }),
                ])
            ])
    }

    private enum Zoekfout {
        case leeg, tikfout, onbekend, verlopen
        case druk(Problem)

        var tekst: String {
            switch self {
            case .leeg: "Vul de code in die u kreeg toen u de melding deed."
            case .tikfout:
                "Deze code klopt niet. Misschien is er een teken vergeten of verkeerd getypt. Een code heeft 24 letters en cijfers."
            case .onbekend: "Wij kennen deze code niet. Kijk of dit de code van uw melding is."
            case .verlopen:
                "Druk nog een keer op de knop. De bladzijde stond te lang open, of uw browser bewaart geen cookies."
            case .druk(let problem):
                "Dit is te vaak geprobeerd. Probeer het over \(problem.headers[.retryAfter] ?? "60") seconden opnieuw."
            }
        }

        var status: HTTPResponse.Status {
            switch self {
            case .leeg, .tikfout, .verlopen: .badRequest
            case .onbekend: .notFound
            case .druk: .tooManyRequests
            }
        }

        var headers: HTTPFields { if case .druk(let problem) = self { problem.headers } else { [:] } }
    }

    private func zoekformulier(_ form: OpenForm, _ post: FormPost?, _ fout: Zoekfout? = nil) -> PageContent {
        PageContent(
            fout == nil ? "Volg uw melding" : "Let op: geen melding gevonden", template: "volgen",
            values: [
                "formulier": .text(form.token), "getypt": .text(post?.value("code") ?? ""), "fout": .init(fout?.tekst),
            ], status: fout?.status ?? .ok, headers: fout?.headers ?? [:])
    }

    private func naam(_ organisatie: Organisatie) -> String { OIN(organisatie.rawValue).map(naam) ?? "Een organisatie" }
    private func naam(_ oin: OIN) -> String {
        context.register.current.organisation(oin)?.naam.text ?? "Een organisatie"
    }
}

extension Burgervraag {
    /// As the template `vraag` shows it, with what was filled in.
    func waarde(_ post: FormPost?, isFout: Bool) -> PageValue {
        let uitlegID = uitleg.map { _ in naam + "-uitleg" }
        let beschreven = [uitlegID, isFout ? naam + "-fout" : nil].compactMap { $0 }.joined(separator: " ")
        var values: [String: PageValue] = [
            "id": .text(naam), "label": .text(label), "uitleg": .init(uitleg), "kop": .init(kop),
            "verplicht": .flag(verplicht), "fout": .init(isFout ? fout(post) : nil),
            "beschreven": .init(beschreven.isEmpty ? nil : beschreven), "waarde": .text(post?.value(naam) ?? ""),
            "isAcuut": .flag(naam == "acuut"),
        ]
        func opties(_ alle: [ActionForm.Choice]) -> PageValue {
            .list(
                alle.enumerated().map { index, keuze in
                    .group([
                        // The first has the question's own id, so that a link to it has the focus.
                        "optie": .text(index == 0 ? naam : "\(naam)-\(index + 1)"), "naam": .text(naam),
                        "keuze": .text(keuze.value), "tekst": .text(keuze.label),
                        "gekozen": .flag(post?.value(naam) == keuze.value),
                    ])
                })
        }
        switch vorm {
        case .regel(let invullen): values["regel"] = .group(["invullen": .text(invullen)])
        case .tekst(let regels): values["tekstvak"] = .group(["regels": .text("\(regels)")])
        case .lijst(let alle): values["lijst"] = .group(["opties": opties(alle)])
        case .rondjes(let alle): values["rondjes"] = .group(["opties": opties(alle)])
        }
        return .group(values)
    }
}
