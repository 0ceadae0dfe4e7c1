import Foundation

// A region.
extension RegisterEvents {
    /// One region with its routing, named people and terms, as it is from now on.
    public struct RegioVastgelegd: EventData {
        public var code: Codewoord
        public var versie: Int
        public var naam: Organisatienaam
        public var routering: [Route]
        public var aanspreekpunt: Persoon
        public var beslissers: [Beslisser]
        public var termijnen: [String: Termijnduur]
        /// Nil where the region goes by the chain's own.
        public var verwijzen: Verwijsinrichting?
        /// O6: from which hop on the region hears that a zaak is sent on and on; nil where the chain's own holds.
        public var kastjeNaarDeMuur: Int?
        /// O5: of every organisation of the region that has none of its own; nil where the chain's own hold.
        public var kantooruren: Kantooruren?
        /// P2, V6: nil where the chain's own hold.
        public var inzage: Inzageleeftijden?

        public init(
            code: Codewoord, versie: Int, naam: Organisatienaam, routering: [Route], aanspreekpunt: Persoon,
            beslissers: [Beslisser], termijnen: [String: Termijnduur], verwijzen: Verwijsinrichting? = nil,
            kastjeNaarDeMuur: Int? = nil, kantooruren: Kantooruren? = nil, inzage: Inzageleeftijden? = nil
        ) {
            self.code = code
            self.versie = versie
            self.naam = naam
            self.routering = routering
            self.aanspreekpunt = aanspreekpunt
            self.beslissers = beslissers
            self.termijnen = termijnen
            self.verwijzen = verwijzen
            self.kastjeNaarDeMuur = kastjeNaarDeMuur
            self.kantooruren = kantooruren
            self.inzage = inzage
        }

        public static let eventType = RegisterEvents.type("regio-vastgelegd")
        public static var title: String { "Regio vastgelegd" }
        public static var fields: [String: String] {
            [
                "code": "Code van de regio.",
                "versie": "Oplopend nummer van deze vastlegging.",
                "naam": "Naam van de regio.",
                "routering": "Wie welke melding behandelt.",
                "aanspreekpunt": "Wie het hoort als niemand antwoordt (150 procent).",
                "beslissers": "Wie beslist bij een geschil tussen twee organisaties.",
                "termijnen": "Afwijkende termijnen, per soort termijn.",
                "verwijzen": "Welke hulp er te vragen is en langs welke routes; zonder dit geldt wat de keten afsprak.",
                "kastjeNaarDeMuur": "Vanaf de hoeveelste keer doorsturen de regio het hoort; zonder dit de derde.",
                "kantooruren": "Wanneer organisaties op kantoor zijn; zonder dit werkdagen van 08:30 tot 17:00.",
                "inzage": "Leeftijden waarop wie van het gezin meekijkt; zonder dit vanaf 12 en tot 18.",
            ]
        }
        public static var lists: [String: ClosedRange<Int>] { ["routering": 0...400] }
        public static var example: RegioVastgelegd {
            RegioVastgelegd(
                code: .placeholder, versie: 1, naam: .placeholder, routering: [.example], aanspreekpunt: .example,
                beslissers: [.example], termijnen: ["overdracht-beantwoorden": .example], verwijzen: .example)
        }

        public func check() -> [Violation] {
            var fouten: [Violation] = []
            if versie < 1 {
                fouten.append(
                    Violation(pointer: "/versie", code: Violation.Codes.value, detail: "Hier hoort een getal vanaf 1."))
            }
            if let hop = kastjeNaarDeMuur, !(2...20).contains(hop) {
                fouten.append(
                    Violation(
                        pointer: "/kastjeNaarDeMuur", code: Violation.Codes.value,
                        detail: "Hier hoort een getal van 2 tot en met 20."))
            }
            for soort in termijnen.keys.sorted() where Codewoord(soort) == nil {
                fouten.append(
                    Violation(
                        pointer: "/termijnen", code: Violation.Codes.value,
                        detail: "Een soort termijn is een codewoord."))
            }
            return fouten
        }
    }

    /// P2, V6: the ages at which someone of a family looks along.
    public struct Inzageleeftijden: Contract {
        public var kindVanaf: Int
        public var ouderTot: Int

        public init(kindVanaf: Int, ouderTot: Int) {
            self.kindVanaf = kindVanaf
            self.ouderTot = ouderTot
        }

        public static var title: String { "Leeftijden voor inzage" }
        public static var fields: [String: String] {
            [
                "kindVanaf": "Vanaf welke leeftijd een kind een eigen bladzijde heeft en zelf hoort wat verandert.",
                "ouderTot": "Tot welke leeftijd de ouders zien wat alleen dit kind aangaat.",
            ]
        }
        public static var example: Inzageleeftijden { Inzageleeftijden(kindVanaf: 12, ouderTot: 18) }

        public func check() -> [Violation] {
            var fouten: [Violation] = []
            if !(6...18).contains(kindVanaf) {
                fouten.append(
                    Violation(
                        pointer: "/kindVanaf", code: Violation.Codes.value,
                        detail: "Hier hoort een leeftijd van 6 tot en met 18."))
            }
            if !(12...18).contains(ouderTot) {
                fouten.append(
                    Violation(
                        pointer: "/ouderTot", code: Violation.Codes.value,
                        detail: "Hier hoort een leeftijd van 12 tot en met 18."))
            }
            return fouten
        }
    }

    /// Who deals with what comes from a gemeente.
    public struct Route: Contract {
        public var gemeente: Gemeentecode
        public var meldingSoort: MeldingenEvents.Soort?
        public var organisatie: OIN

        public init(gemeente: Gemeentecode, meldingSoort: MeldingenEvents.Soort?, organisatie: OIN) {
            self.gemeente = gemeente
            self.meldingSoort = meldingSoort
            self.organisatie = organisatie
        }

        public static var title: String { "Route" }
        public static var fields: [String: String] {
            [
                "gemeente": "De gemeente.",
                "meldingSoort": "Alleen voor deze soort; zonder soort voor alle overige.",
                "organisatie": "Wie behandelt.",
            ]
        }
        public static var example: Route {
            Route(gemeente: .placeholder, meldingSoort: .vtMelding, organisatie: .placeholder)
        }
    }

    /// O12, O13: a person of neither organisation, with a mandate, fixed before there is a dispute.
    public struct Beslisser: Contract {
        public var tussen: [OIN]
        public var organisatie: OIN
        public var medewerker: MedewerkerId
        /// Nil for all of them.
        public var over: [OverdrachtenEvents.Geschilsoort]?

        public init(
            tussen: [OIN], organisatie: OIN, medewerker: MedewerkerId, over: [OverdrachtenEvents.Geschilsoort]? = nil
        ) {
            self.tussen = tussen
            self.organisatie = organisatie
            self.medewerker = medewerker
            self.over = over
        }

        public static var title: String { "Beslisser" }
        public static var fields: [String: String] {
            [
                "tussen": "De twee organisaties; geen betekent elk tweetal van de regio.",
                "organisatie": "Organisatie van de beslisser.",
                "medewerker": "Wie beslist; heeft het mandaat regiegeschil of geschil.",
                "over": "Alleen over deze geschillen; zonder deze over alle.",
            ]
        }
        public static var lists: [String: ClosedRange<Int>] { ["tussen": 0...2, "over": 1...4] }
        public func check() -> [Violation] {
            tussen.count == 1
                ? [Violation(pointer: "/tussen", code: Violation.Codes.value, detail: "Noem er twee, of geen.")] : []
        }
        public static var example: Beslisser {
            Beslisser(tussen: [.placeholder, .placeholder], organisatie: .placeholder, medewerker: .placeholder)
        }
    }

    /// How long a term lasts; for regular work a day is a working day.
    public struct Termijnduur: Contract {
        public var regulier: Duur
        public var spoed: Duur?

        public init(regulier: Duur, spoed: Duur?) {
            self.regulier = regulier
            self.spoed = spoed
        }

        public static var title: String { "Duur van een termijn" }
        public static var fields: [String: String] {
            [
                "regulier": "Gewone duur; dagen en weken in werkdagen.",
                "spoed": "Duur bij spoed, in kloktijd; zonder deze geldt de gewone.",
            ]
        }
        public static var example: Termijnduur {
            Termijnduur(regulier: .placeholder, spoed: .placeholder)
        }
    }

    /// V1, V2: which help can be asked for in a region, and along which routes. A list that is absent is the chain's own.
    public struct Verwijsinrichting: Contract {
        public var hulpsoorten: [Hulpsoort]?
        public var routes: [Verwijsroute]?

        public init(hulpsoorten: [Hulpsoort]?, routes: [Verwijsroute]?) {
            self.hulpsoorten = hulpsoorten
            self.routes = routes
        }

        public static var title: String { "Verwijzen in een regio" }
        public static var fields: [String: String] {
            [
                "hulpsoorten": "Soorten hulp die te vragen zijn.",
                "routes": "Routes naar hulp die niet vrij toegankelijk is.",
            ]
        }
        public static var lists: [String: ClosedRange<Int>] { ["hulpsoorten": 1...500, "routes": 1...50] }
        public static var example: Verwijsinrichting {
            Verwijsinrichting(hulpsoorten: [.example], routes: [.example])
        }
    }

    /// A kind of help, beside the codes of iJw.
    public struct Hulpsoort: Contract {
        public var code: Codewoord
        public var naam: Organisatienaam
        public var ijw: Organisatienaam?
        public var vrijToegankelijk: Bool

        public init(code: Codewoord, naam: Organisatienaam, ijw: Organisatienaam?, vrijToegankelijk: Bool) {
            self.code = code
            self.naam = naam
            self.ijw = ijw
            self.vrijToegankelijk = vrijToegankelijk
        }

        public static var title: String { "Soort hulp" }
        public static var fields: [String: String] {
            [
                "code": "Code van de soort hulp.", "naam": "Hoe zij heet.",
                "ijw": "Productcategorie of -code van iJw, als die er is.",
                "vrijToegankelijk": "Of er geen verwijzing langs een route voor nodig is.",
            ]
        }
        public static var example: Hulpsoort {
            Hulpsoort(code: .placeholder, naam: .placeholder, ijw: nil, vrijToegankelijk: false)
        }
    }

    /// A route to help: who may take it, and what it asks.
    public struct Verwijsroute: Contract {
        public var code: Codewoord
        public var soorten: [Organisatiesoort]
        public var mandaat: Codewoord?
        public var regimes: [OverdrachtenEvents.Regime]
        public var vraagtOverleg: Bool
        public var beschikking: Bool
        public var herkomst: Organisatienaam

        public init(
            code: Codewoord, soorten: [Organisatiesoort], mandaat: Codewoord?, regimes: [OverdrachtenEvents.Regime],
            vraagtOverleg: Bool, beschikking: Bool, herkomst: Organisatienaam
        ) {
            self.code = code
            self.soorten = soorten
            self.mandaat = mandaat
            self.regimes = regimes
            self.vraagtOverleg = vraagtOverleg
            self.beschikking = beschikking
            self.herkomst = herkomst
        }

        public static var title: String { "Route naar hulp" }
        public static var fields: [String: String] {
            [
                "code": "Code van de route.", "soorten": "Welke soorten organisaties haar nemen; geen is elke.",
                "mandaat": "Welk mandaat de medewerker nodig heeft.",
                "regimes": "Voor hulp uit welke wet; geen is elke.",
                "vraagtOverleg": "Of eerst overleg met een andere organisatie nodig is.",
                "beschikking": "Of de gemeente er een beschikking bij geeft.",
                "herkomst": "Waar deze route vandaan komt.",
            ]
        }
        public static var lists: [String: ClosedRange<Int>] { ["soorten": 0...20, "regimes": 0...4] }
        public static var example: Verwijsroute {
            Verwijsroute(
                code: .placeholder, soorten: [.gi], mandaat: nil, regimes: [.jeugdwet], vraagtOverleg: true,
                beschikking: false, herkomst: .placeholder)
        }
    }
}
