import Testing

@Suite("Each scenario is shown by tests that exist")
struct ScenarioTests {
    /// `Module/Suite/function` of every test.
    static let tests: Set<String> = Set(
        Repository.files(under: "Tests/", "Tests.swift").flatMap { file -> [String] in
            let module = file.path.split(separator: "/").dropFirst().first ?? ""
            return functions(of: file.lines).map { "\(module)/\($0)" }
        })

    /// A test is the first function after its attribute, in the type that began last.
    static func functions(of lines: [Substring]) -> [String] {
        var (suite, isTest) = ("", false)
        var found: [String] = []
        for line in lines {
            if let type = line.firstMatch(of: #/\b(?:struct|class|enum|actor) (\w+Tests)\b/#)?.output.1 {
                suite = String(type)
            }
            if line.contains("@Test") { isTest = true }
            if isTest, let name = line.firstMatch(of: #/\bfunc (\w+)\(/#)?.output.1 {
                found.append("\(suite)/\(name)")
                isTest = false
            }
        }
        return found
    }

    @Test("every scenario has tests, and all of them exist")
    func complete() {
        #expect(Scenarios.all.filter(\.tests.isEmpty).map(\.name) == [])
        let missing = Scenarios.all.flatMap { scenario in
            scenario.tests.filter { !Self.tests.contains($0) }.map { "\(scenario.name): \($0)" }
        }
        #expect(missing == [])
        let names = Scenarios.all.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test("a function without the attribute is no test")
    func noTest() {
        let lines = ["struct XTests {", "func a() {}", "@Test(", "\"b\")", "func b() {}", "func c() {}"]
        #expect(Self.functions(of: lines.map { Substring($0) }) == ["XTests/b"])
    }
}
