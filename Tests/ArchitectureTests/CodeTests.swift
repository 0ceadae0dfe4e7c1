import Testing

@Suite("Habits that a machine can hold")
struct CodeTests {
    static let swift = Repository.files.filter { $0.path.hasSuffix(".swift") }

    @Test("no Swift file has more than 400 lines")
    func length() {
        #expect(Self.swift.filter { $0.lines.count > 401 }.map { "\($0.path): \($0.lines.count)" } == [])
    }

    @Test("nothing is left for later")
    func unfinished() {
        let found = Repository.files.flatMap { file in
            file.lines.enumerated().filter { $0.element.contains(/\b(?:TO[D]O|FIX[M]E)\b/) }
                .map { "\(file.path):\($0.offset + 1)" }
        }
        #expect(found == [])
        #expect(Self.swift.filter { $0.name.lowercased().contains("placeholder") }.map(\.path) == [])
    }

    @Test("an error is dropped only with a reason beside it")
    func dropped() {
        // A test may ask whether something fails; what it stands on may not swallow anything.
        let found = Self.swift.filter { !$0.path.contains("Tests/") || $0.path.hasPrefix("Tests/Support/") }
            .flatMap { file in Self.droppedErrors(file.lines).map { "\(file.path):\($0)" } }
        #expect(found == [])
    }

    @Test("a dropped error without a reason is seen")
    func droppedIsSeen() {
        let bare = "let a = try" + "? b()"
        #expect(Self.droppedErrors(["f()", Substring(bare)]) == [2])
        #expect(Self.droppedErrors(["// It may be gone already.", Substring(bare)]) == [])
        #expect(Self.droppedErrors([Substring(bare + " // It may be gone already.")]) == [])
        #expect(Self.droppedErrors(["// Told in a comment: " + Substring(bare)]) == [])
        let chain = ["if \(bare) {", "f()", "} else if \(bare) {", "f()", "} else if \(bare) {"].map { Substring($0) }
        #expect(Self.droppedErrors(chain) == [1, 3, 5])
        #expect(Self.droppedErrors(["// Asks which it is."] + chain) == [])
    }

    @Test("whether an organisation takes part is asked of the day as well, not of the register's flag alone (O17)")
    func takesPart() {
        // `keten` writes the register, where the flag is what it says.
        let found = Self.swift.filter { $0.path.hasPrefix("Services/") && !$0.path.hasPrefix("Services/keten/") }
            .flatMap { file in
                file.lines.enumerated().filter { $0.element.contains(/\.actief\b/) }
                    .map { "\(file.path):\($0.offset + 1)" }
            }
        #expect(found == [])
    }

    @Test("no path of somebody's machine")
    func machinePaths() {
        let folders = ["/work", "/root", "/home", "/Users", "/opt/swift"]
        let found = Repository.files.flatMap { file in
            file.lines.enumerated().filter { line in
                // The pattern is slow; few lines come to it.
                folders.contains { line.element.contains($0) }
                    && line.element.contains(#/(?:^|[^\w.}\/-])\/(?:work|root|home|Users|opt\/swift)\/\w/#)
            }.map { "\(file.path):\($0.offset + 1)" }
        }
        #expect(found == [])
    }

    /// The numbers of the lines that drop an error and have no comment on them or right before them; the reason at an
    /// `if` goes for its `else if`s.
    private static func droppedErrors(_ lines: [Substring]) -> [Int] {
        let (drop, comment) = ("try" + "?", "//")
        func explained(_ index: Int) -> Bool {
            if lines[index].contains(comment) || (index > 0 && lines[index - 1].contains(comment)) { return true }
            return index > 1 && lines[index].contains("} else if ") && lines[index - 2].contains(drop)
                && explained(index - 2)
        }
        return lines.indices.filter { index in
            guard let use = lines[index].firstRange(of: drop) else { return false }
            if let start = lines[index].firstRange(of: comment), start.lowerBound < use.lowerBound { return false }
            return !explained(index)
        }.map { $0 + 1 }
    }
}
