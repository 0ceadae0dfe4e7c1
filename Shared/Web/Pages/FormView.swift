import Contracts

/// How a form is shown: its questions, what was filled in, and what is wrong, beside each field and as a list above.
struct FormView {
    let form: ActionForm
    let fields: [FormField]
    let session: Session
    /// Sent once more with the same key it does nothing twice.
    let idempotencyKey: String
    var post: FormPost?
    var problem: Problem?

    var value: PageValue {
        let violations = problem?.violations ?? []
        let labels = Dictionary(fields.map { ($0.pointer, $0.label) }, uniquingKeysWith: { $1 })
        let errors: [PageValue] = violations.map { violation in
            let label = labels[violation.pointer]
            return .group([
                "tekst": .text((label.map { $0 + ($0.hasSuffix("?") ? " " : ": ") } ?? "") + violation.detail),
                "veld": .init(label.map { _ in id(violation.pointer) }),
            ])
        }
        return .group([
            "id": .text(form.name), "titel": .text(form.title), "uitleg": .text(form.explanation),
            "actie": .text(form.action), "formToken": .text(session.formToken), "sleutel": .text(idempotencyKey),
            "versie": .init(form.version.map(String.init)), "handeling": .text(form.operation),
            "velden": .list(fields.map { field in value(field, violations.filter { $0.pointer == field.pointer }) }),
            "probleem": problem.map { problem in
                .group([
                    "titel": .text(errors.isEmpty ? problem.title : "Dit is nog niet vastgelegd"),
                    "detail": .text(errors.isEmpty ? problem.detail : "Vul eerst aan of verbeter:"),
                    "fouten": .list(errors),
                    "heeftFouten": .flag(!errors.isEmpty),
                ])
            } ?? .none,
            "open": .flag(problem != nil),
        ])
    }

    private func value(_ field: FormField, _ violations: [Violation]) -> PageValue {
        var values: [String: PageValue] = [
            "id": .text(id(field.pointer)), "naam": .text(field.pointer), "label": .text(field.label),
            "verplicht": .flag(field.isRequired), "waarde": .text(post?.value(field.pointer) ?? ""),
            "fout": .init(violations.first?.detail),
        ]
        switch field.kind {
        case .line: values["regel"] = true
        case .number: values["getal"] = true
        case .date: values["datum"] = true
        case .lines, .texts: values["tekst"] = true
        case .yesNo:
            values["heeftRondjes"] = true
            values["rondjes"] = .list(choices(field, [.init("ja", "Ja"), .init("nee", "Nee")]))
        case .one(let all, _):
            values["heeftKeuze"] = true
            // Nobody has to choose from one.
            let only = post == nil && field.isRequired && all.count == 1 ? all.first?.value : nil
            values["keuze"] = .list(choices(field, all, chosen: only))
        case .several(let all):
            values["heeftVakjes"] = true
            values["vakjes"] = .list(choices(field, all))
        }
        return .group(values)
    }

    private func choices(
        _ field: FormField, _ all: [ActionForm.Choice], chosen only: String? = nil
    ) -> [PageValue] {
        let chosen = Set(post?.all(field.pointer) ?? [only].compactMap { $0 })
        return all.enumerated().map { index, choice in
            .group([
                "id": .text(id(field.pointer) + "-\(index)"), "naam": .text(field.pointer),
                "waarde": .text(choice.value), "label": .text(choice.label),
                "gekozen": .flag(chosen.contains(choice.value)),
            ])
        }
    }

    private func id(_ pointer: String) -> String { form.name + pointer.replacing("/", with: "-") }
}
