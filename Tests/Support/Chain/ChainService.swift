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

/// The executables of this package, which stand beside the test bundle.
enum Program {
    static func path(_ name: String) -> String {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: name)
            .path(percentEncoded: false)
    }
}
