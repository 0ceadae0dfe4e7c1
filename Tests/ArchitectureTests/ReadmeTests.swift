import Testing

@Suite("The README tells what there is")
struct ReadmeTests {
    @Test("the configuration table has each setting of the services")
    func settings() throws {
        let readme = try Repository.text("README.md")
        let variables = Deployment.variables(under: "Shared/Chassis/").union(Deployment.variables(under: "Services/"))
        #expect(variables.count > 15)
        #expect(variables.filter { !readme.contains("\n| `\($0)` |") }.sorted() == [])
    }

    @Test("the commands are named")
    func commands() throws {
        let readme = try Repository.text("README.md")
        for command in ["deploy/demo", "deploy/test", "deploy/up", "deploy/down"] { #expect(readme.contains(command)) }
    }
}
