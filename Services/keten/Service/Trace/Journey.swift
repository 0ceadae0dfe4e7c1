import Contracts
import Foundation

/// The whole way of a message, a zaak or a handover over the services, with what is missing on it.
struct Journey: Sendable {
    /// A message that a consumer should have and has not.
    struct Missing: Sendable {
        let consumer: String
        let step: Spoorstap
        /// Why, as far as the consumer's position tells.
        let reason: String
    }

    var steps: [Spoorstap]
    var missing: [Missing]
    /// Services that did not answer: nothing is concluded from their silence.
    var silent: [String]

    /// The staged acknowledgement of one handover (MESSAGING.md §8).
    struct Acknowledgements: Sendable {
        let subject: String
        let stages: [(name: String, at: Date?, by: String?)]
    }

    var handovers: [Acknowledgements] {
        let recorded = steps.filter { $0.stap == "vastgelegd" && $0.topic == Topics.overdrachten }
        let offers = recorded.filter { $0.event == "overdracht-aangeboden" }.map(\.onderwerp)
        return offers.map { subject in
            let own = recorded.filter { $0.onderwerp == subject }
            func stage(_ name: String, _ events: Set<String>) -> (name: String, at: Date?, by: String?) {
                let step = own.first { events.contains($0.event) }
                return (name, step?.op, step?.event)
            }
            let offered = own.first { $0.event == "overdracht-aangeboden" }
            let published = steps.first { $0.stap == "gepubliceerd" && $0.bericht == offered?.bericht }
            return Acknowledgements(
                subject: subject,
                stages: [
                    stage("aangeboden", ["overdracht-aangeboden"]), ("gepubliceerd", published?.op, published?.plaats),
                    stage("bezorgd", ["overdracht-bezorgd"]), stage("gezien", ["overdracht-gezien"]),
                    stage(
                        "beantwoord", ["overdracht-geaccepteerd", "overdracht-geweigerd", "overdracht-uitgesteld"]),
                ])
        }
    }
}

extension Spoorstap {
    /// `nl.keten.overdrachten.overdracht-gezien.v1` → `overdracht-gezien`.
    var event: String {
        let parts = soort.split(separator: ".")
        return parts.count == 5 ? String(parts[3]) : soort
    }
}

/// Collects a journey: what each service recorded, what followed from the same cause elsewhere, and what became of every
/// event at those who should have it.
struct JourneySearch {
    let `operator`: Operator
    let token: String

    /// Correlations that are followed at the most.
    private static let causes = 50

    func journey(of id: String) async throws -> Journey {
        var journey = Journey(steps: [], missing: [], silent: [])
        var steps = try await self.steps(of: id, &journey.silent)
        // What the same cause brought about elsewhere carries the same correlation.
        for correlation in Set(steps.compactMap(\.correlatie)).subtracting([id]).sorted().prefix(Self.causes) {
            for step in try await self.steps(of: correlation, &journey.silent) where !steps.contains(step) {
                steps.append(step)
            }
        }
        let recorded = steps.filter { $0.stap == "vastgelegd" }
        let (handled, positions) = try await received(recorded, &journey.silent)
        for item in handled {
            guard let step = recorded.first(where: { $0.bericht == item.bericht }) else { continue }
            steps.append(
                Spoorstap(
                    op: item.op, dienst: service(of: item.afnemer), stap: "verwerkt", soort: step.soort,
                    onderwerp: step.onderwerp, sleutel: step.sleutel, volgnummer: step.volgnummer,
                    plaats: item.afnemer, bericht: item.bericht, topic: step.topic, correlatie: step.correlatie))
        }
        journey.missing = missing(recorded, steps, positions, journey.silent)
        // In order of time; what happened at the same instant in the order of recording, publishing and handling.
        journey.steps = steps.enumerated().sorted {
            ($0.element.op, $0.element.rank, $0.offset) < ($1.element.op, $1.element.rank, $1.offset)
        }.map(\.element)
        journey.silent = Array(Set(journey.silent)).sorted()
        return journey
    }

    private func steps(of id: String, _ silent: inout [String]) async throws -> [Spoorstap] {
        let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._"))
        let path = id.addingPercentEncoding(withAllowedCharacters: allowed) ?? id
        var steps: [Spoorstap] = []
        for endpoint in `operator`.endpoints where !silent.contains(endpoint.name) {
            do {
                steps += try Spoor.decode(
                    await `operator`.get(endpoint.url + "/v1/beheer/spoor/" + path, token: token), .tolerant
                ).stappen
            } catch let failure as Operator.Failure {
                throw failure
            } catch {
                silent.append(endpoint.name)
            }
        }
        return steps
    }

    /// What became of these events at all consumers, and how far those are with their keys.
    private func received(_ recorded: [Spoorstap], _ silent: inout [String]) async throws
        -> (handled: [Verwerking], positions: [Sleutelstand])
    {
        let limit = Ontvangstvraag.grens.upperBound
        let keys = Array(Set(recorded.map(\.sleutel)).sorted().prefix(limit))
        var handled: [Verwerking] = []
        var positions: [Sleutelstand] = []
        var rest = recorded.compactMap(\.bericht)[...]
        repeat {
            let question = Ontvangstvraag(berichten: Array(rest.prefix(limit)), sleutels: keys)
            rest = rest.dropFirst(limit)
            for endpoint in `operator`.endpoints where !silent.contains(endpoint.name) {
                do {
                    let answer = try Ontvangst.decode(
                        await `operator`.post(endpoint.url + "/v1/beheer/ontvangsten", question, token: token),
                        .tolerant)
                    handled += answer.verwerkt
                    positions += answer.standen
                } catch let failure as Operator.Failure {
                    throw failure
                } catch {
                    silent.append(endpoint.name)
                }
            }
        } while !rest.isEmpty
        return (handled, positions)
    }

    /// Events of which a consumer's position is not past their number, and the first of each key only: the later ones
    /// wait for it.
    private func missing(
        _ recorded: [Spoorstap], _ steps: [Spoorstap], _ positions: [Sleutelstand], _ silent: [String]
    ) -> [Journey.Missing] {
        let published = Set(steps.filter { $0.stap == "gepubliceerd" }.compactMap(\.bericht))
        var found: [Journey.Missing] = []
        for (topic, events) in Dictionary(grouping: recorded, by: { $0.topic ?? "" }).sorted(by: { $0.key < $1.key }) {
            for consumer in Afnemers.van(topic: topic)
            where consumer.isGenummerd && !silent.contains(consumer.dienst) {
                for (key, events) in Dictionary(grouping: events, by: \.sleutel).sorted(by: { $0.key < $1.key }) {
                    let position = positions.first {
                        $0.afnemer == consumer.naam && $0.topic == topic && $0.sleutel == key
                    }
                    let reached = position?.laatste ?? 0
                    let open = events.filter { ($0.volgnummer ?? 0) > reached }
                    guard let step = open.min(by: { ($0.volgnummer ?? 0) < ($1.volgnummer ?? 0) }) else { continue }
                    let reason =
                        !published.contains(step.bericht ?? "")
                        ? "not on Kafka yet" : reason(position, step, consumer.naam)
                    found.append(Journey.Missing(consumer: consumer.naam, step: step, reason: reason))
                }
            }
        }
        return found
    }

    private func reason(_ position: Sleutelstand?, _ step: Spoorstap, _ consumer: String) -> String {
        guard let position else { return "has nothing of this key yet  -> keten lag --group \(consumer)" }
        if position.vastgehouden {
            return "waits behind a failed message  -> keten quarantine list --consumer \(consumer)"
        }
        return position.gezien >= (step.volgnummer ?? 0)
            ? "knows of it and asks the source for it" : "has not received it  -> keten lag --group \(consumer)"
    }

    private func service(of consumer: String) -> String {
        consumer.split(separator: ".").first.map(String.init) ?? consumer
    }
}

extension Spoorstap {
    fileprivate var rank: Int {
        switch stap {
        case "vastgelegd": 0
        case "gepubliceerd": 1
        case "verwerkt": 2
        default: 3
        }
    }
}
