import Contracts

/// Reading what an operation declares of its address.
extension Operation {
    func pathValues(_ text: (String) -> String, _ violations: inout [Violation]) -> [String: String] {
        var values: [String: String] = [:]
        for parameter in parameters where parameter.place == .path {
            let text = text(parameter.name)
            values[parameter.name] = text
            read(parameter, text, &violations)
        }
        return values
    }

    func queryValues(_ given: [(name: String, value: String)], _ violations: inout [Violation]) -> [String: String] {
        let declared = parameters.filter { $0.place == .query }
        var values: [String: String] = [:]
        for (name, value) in given {
            guard let parameter = declared.first(where: { $0.name == name }) else {
                violations.append(
                    Violation(
                        pointer: "/query", code: Violation.Codes.unknown,
                        detail: "Deze bewerking kent alleen: "
                            + (declared.isEmpty ? "geen" : declared.map(\.name).joined(separator: ", ")) + "."))
                continue
            }
            guard values.updateValue(value, forKey: parameter.name) == nil else {
                violations.append(
                    Violation(
                        pointer: parameter.pointer, code: Violation.Codes.tooMany, detail: "Dit staat er twee keer."))
                continue
            }
            read(parameter, value, &violations)
        }
        for parameter in declared where parameter.required && values[parameter.name] == nil {
            violations.append(
                Violation(pointer: parameter.pointer, code: Violation.Codes.missing, detail: "Dit ontbreekt."))
        }
        return values
    }

    private func read(_ parameter: Parameter, _ text: String, _ violations: inout [Violation]) {
        do {
            try parameter.read(text)
        } catch {
            violations.append(Violation(pointer: parameter.pointer, code: error.code, detail: error.detail))
        }
    }
}
