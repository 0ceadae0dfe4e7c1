import Foundation

/// The four services, in the order in which a melding meets them.
public enum ChainService: String, Sendable, CaseIterable {
    case meldingIntake = "melding-intake"
    case veiligheidsteam = "regionaal-veiligheidsteam"
    case verwijzing
    case notificaties

    /// Its schema and the role that serves; `<schema>_owner` migrates.
    public var schema: String { rawValue.replacing("-", with: "_") }
}

/// One running copy of a service. All copies share its schema, as replicas do.
public struct ChainInstance: Sendable, Hashable, CustomStringConvertible {
    public let service: ChainService
    /// From 1.
    public let number: Int

    public init(_ service: ChainService, _ number: Int = 1) {
        self.service = service
        self.number = number
    }

    /// Also the name of the folder with its output: `verwijzing`, `verwijzing-2`.
    public var description: String { number == 1 ? service.rawValue : "\(service.rawValue)-\(number)" }
}

/// The executables of this package, which stand beside the test bundle.
enum Program {
    static func path(_ name: String) -> String {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: name)
            .path(percentEncoded: false)
    }
}
