import Testing

@Suite("Migrations are listed, numbered and embedded")
struct MigrationTests {
    struct Folder: Sendable, CustomTestStringConvertible {
        /// `Shared/Messaging`
        let target: String
        /// Without `.sql`, in order.
        let files: [String]
        var testDescription: String { target }

        /// As the code of the same target lists them, in its order.
        var listed: [String] {
            Repository.files(under: target + "/", ".swift").flatMap { $0.text.all(/Migration\(\s*name:\s*"([^"]*)"/) }
        }
    }

    static let folders: [Folder] = {
        let files = Repository.files.filter { $0.path.contains("/Migrations/") && $0.path.hasSuffix(".sql") }
        let targets = Dictionary(grouping: files) {
            $0.path.split(separator: "/").prefix(while: { $0 != "Store" && $0 != "Migrations" }).joined(separator: "/")
        }
        return targets.map { Folder(target: $0.key, files: $0.value.map { String($0.name.dropLast(4)) }.sorted()) }
            .sorted { $0.target < $1.target }
    }()

    @Test("each service and the messaging tables have migrations")
    func present() {
        let expected = [
            "Services/melding-intake/Service", "Services/notificaties/Service",
            "Services/regionaal-veiligheidsteam/Service", "Services/verwijzing/Service", "Shared/Content",
            "Shared/Messaging",
        ]
        #expect(Set(Self.folders.map(\.target)).isSuperset(of: expected))
    }

    @Test("the code lists exactly the files, in their order", arguments: folders)
    func listed(folder: Folder) {
        #expect(folder.listed == folder.files)
    }

    @Test("the numbers are m0001, m0002, … without a gap", arguments: folders)
    func numbered(folder: Folder) {
        for (index, name) in folder.files.enumerated() {
            let number = String(index + 1)
            #expect(name.hasPrefix("m" + String(repeating: "0", count: 4 - number.count) + number + "_"))
        }
    }

    @Test("each list embeds the file that it names", arguments: folders)
    func embedded(folder: Folder) {
        let sources = Repository.files(under: folder.target + "/", ".swift").map(\.text).joined()
        for file in folder.files { #expect(sources.contains("PackageResources.\(file)_sql"), "\(file)") }
    }
}
