import Contracts
import Foundation
import HTTPTypes

/// What a handler answers. The status is the operation's own, unless another one that it declares is given.
public struct Response<Body: Sendable>: Sendable {
    public var status: HTTPResponse.Status?
    public var body: Body
    /// The version of what was read or changed; becomes a strong `ETag`.
    public var etag: Int64?
    /// The path of what was made.
    public var location: String?

    public init(_ body: Body, status: HTTPResponse.Status? = nil, etag: Int64? = nil, location: String? = nil) {
        self.body = body
        self.status = status
        self.etag = etag
        self.location = location
    }
}

extension Response where Body == NoContent {
    /// 204.
    public static var noContent: Response<NoContent> { Response(NoContent()) }
    public static func noContent(etag: Int64) -> Response<NoContent> { Response(NoContent(), etag: etag) }
}

/// The body of an answer that has none.
public struct NoContent: Sendable, Equatable { public init() {} }

/// A body that is written as it is, such as a document of another standard.
public struct RawContent: Sendable, Equatable {
    public let bytes: [UInt8]
    /// One of the media types that the operation declares.
    public let mediaType: String

    public init(_ bytes: [UInt8], mediaType: String) {
        self.bytes = bytes
        self.mediaType = mediaType
    }

    public init(_ text: String, mediaType: String) { self.init(Array(text.utf8), mediaType: mediaType) }
    public init(_ json: JSON, mediaType: String = "application/json") {
        self.init(json.encoded(), mediaType: mediaType)
    }
}
