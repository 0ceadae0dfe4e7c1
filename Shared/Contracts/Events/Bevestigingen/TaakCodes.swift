// Code lists and parts of task events.
extension BevestigingenEvents {
    /// open → bezorgd → gezien → gedaan | vervallen.
    public enum Status: String, Code {
        case open
        case bezorgd
        case gezien
        case gedaan
        case vervallen
    }

    /// How a person is reached.
    public enum Kanaal: String, Code {
        case sse
        case email = "e-mail"
        case webhook
        case kafka
    }

    /// N5, N2.
    public enum Overdraagreden: String, Code {
        case afwezig
        case uitDienst = "uit-dienst"
        case interneOverdracht = "interne-overdracht"
        case nietBevestigd = "niet-bevestigd"
        case werkerGewisseld = "werker-gewisseld"
        case organisatieGestopt = "organisatie-gestopt"
    }

    /// Why a task is no longer needed.
    public enum Vervalreden: String, Code {
        case achterhaald
        case ingetrokken
        case doorgestuurd
        /// C3: kept back, since this organisation takes no part in the exercise.
        case nietInOefening = "niet-in-oefening"
    }

    /// N6: why a message waits that could go.
    public enum Uitstelreden: String, Code {
        case stilleUren = "stille-uren"
        case verzamelmail
    }

    /// N2: how far the search for someone is.
    public enum Trede: String, Code {
        case eerste
        case tweedeKanaal = "tweede-kanaal"
        case vervanger
        case teamleider
    }

    /// A person, or a team's list.
    public struct Geadresseerde: Contract {
        public var medewerker: MedewerkerId?
        public var team: Codewoord?

        public static var title: String { "Geadresseerde" }
        public static var fields: [String: String] {
            [
                "medewerker": "De medewerker.",
                "team": "Of het team.",
            ]
        }
        public static var example: Geadresseerde {
            Geadresseerde(medewerker: .placeholder, team: nil)
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }
}
