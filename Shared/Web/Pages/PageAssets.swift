import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// The style sheet, the script and the templates that all pages share.
enum PageAssets {
    /// A file that browsers may keep: its address changes with its content.
    struct Asset: Sendable {
        let path: String
        let mediaType: String
        let bytes: [UInt8]

        init(_ name: String, _ kind: String, mediaType: String, _ bytes: [UInt8]) {
            let digest = SHA256.hash(data: Data(bytes)).prefix(6).map { String(format: "%02x", $0) }.joined()
            path = "/bestanden/\(name)-\(digest).\(kind)"
            self.mediaType = mediaType
            self.bytes = bytes
        }

        var response: HummingbirdCore.Response {
            HummingbirdCore.Response(
                status: .ok,
                headers: [.contentType: mediaType, .cacheControl: "public, max-age=31536000, immutable"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }

    static let style = Asset("stijl", "css", mediaType: "text/css; charset=utf-8", PackageResources.stijl_css)
    static let script = Asset(
        "levend", "js", mediaType: "text/javascript; charset=utf-8", PackageResources.levend_js)
    static let icon = Asset("icoon", "svg", mediaType: "image/svg+xml", PackageResources.icoon_svg)
    static let all = [style, script, icon]

    static let templates: [String: String] = [
        "bladzijde": text(PackageResources.bladzijde_mustache), "melding": text(PackageResources.melding_mustache),
        "formulier": text(PackageResources.formulier_mustache), "filters": text(PackageResources.filters_mustache),
        "handelingen": text(PackageResources.handelingen_mustache),
        "termijnen": text(PackageResources.termijnen_mustache), "tijdlijn": text(PackageResources.tijdlijn_mustache),
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
