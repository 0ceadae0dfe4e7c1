import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore
import NIOPosix

/// An answer over HTTP.
public struct Reply: Sendable, CustomStringConvertible {
    public let status: Int
    public let headers: [String: String]
    public let bytes: [UInt8]

    /// The body; nil where it is no JSON.
    public var json: JSON? { try? JSON.parse(bytes) }
    public var text: String { String(decoding: bytes, as: UTF8.self) }
    public var etag: Int64? { headers["etag"].flatMap { Int64($0.trimmingCharacters(in: ["\""])) } }
    public subscript(name: String) -> JSON? { json?[name] }
    /// The `code` of a problem: the last part of its type.
    public var problem: String? { self["type"]?.string?.split(separator: "/").last.map(String.init) }
    public var description: String { "\(status) \(text.prefix(600))" }

    /// - Throws: `UnexpectedReply` with what came instead.
    @discardableResult
    public func expect(_ statuses: Int..., file: String = #fileID, line: Int = #line) throws -> Reply {
        guard statuses.contains(status) else {
            throw UnexpectedReply("\(file):\(line): expected \(statuses), got \(self)")
        }
        return self
    }
}

public struct UnexpectedReply: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}

extension Chain {
    /// Never goes where an answer sends a browser.
    private static let staying = HTTPClient(configuration: .init(redirectConfiguration: .disallow))

    /// Any request, also a wrong one.
    /// - Parameter stays: whether an answer that leads elsewhere is given as it is.
    public func send(
        _ method: String, _ service: ChainService, _ path: String, headers: [(String, String)] = [],
        body: [UInt8]? = nil, timeout: Duration = .seconds(30), stays: Bool = false
    ) async throws -> Reply {
        try await send(
            method, url(service) + path, headers: headers, body: body, timeout: timeout,
            by: stays ? Self.staying : http)
    }

    func send(
        _ method: String, _ url: String, headers: [(String, String)] = [], body: [UInt8]? = nil, timeout: Duration,
        by client: HTTPClient? = nil
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: url)
        request.method = .init(rawValue: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(body, length: .known(Int64(body.count))) }
        let response = try await (client ?? http).execute(
            request, timeout: .milliseconds(Int64(timeout / .milliseconds(1))))
        let bytes = Array(buffer: try await response.body.collect(upTo: 16 << 20))
        return Reply(
            status: Int(response.status.code),
            headers: Dictionary(
                response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $0 + ", " + $1 }),
            bytes: bytes)
    }

    /// - Parameter client: signs in as this system; nil sends no token.
    public func get(_ service: ChainService, _ path: String, as client: String? = nil) async throws -> Reply {
        try await send("GET", service, path, headers: try await authorization(client))
    }

    /// - Parameters:
    ///   - key: the Idempotency-Key; a new one unless given.
    ///   - ifMatch: the version that the caller read.
    public func post(
        _ service: ChainService, _ path: String, _ body: JSON, as client: String?, key: String = UUID().uuidString,
        ifMatch: Int64? = nil
    ) async throws -> Reply {
        var headers = try await authorization(client)
        headers += [("content-type", "application/json"), ("idempotency-key", key)]
        if let ifMatch { headers.append(("if-match", "\"\(ifMatch)\"")) }
        return try await send("POST", service, path, headers: headers, body: body.encoded())
    }

    /// As a partner's system does it: tries again with the same key while nobody answers or the service says that it
    /// can't now. What changes something that is read in a place of its own is based on how that stands, and read again
    /// where somebody else was first.
    public func insist(
        _ service: ChainService, _ path: String, _ body: JSON, as client: String, key: String = UUID().uuidString,
        ifMatch: Int64? = nil, within limit: Duration = .seconds(60)
    ) async throws -> Reply {
        try await eventually(within: limit, "\(service.rawValue) answers \(path)") {
            do {
                var gelezen: Reply?
                if ifMatch == nil, let plek = Self.leesplek(van: path, door: body["door"]?.string ?? "") {
                    gelezen = try await self.get(service, plek, as: client)
                }
                let reply = try await self.post(
                    service, path, body, as: client, key: key, ifMatch: ifMatch ?? gelezen.map { $0.etag ?? 0 })
                if reply.status == 412, gelezen?.etag != nil { return nil }
                return reply.status == 503 ? nil : reply
            } catch let error where error.isBrokenConnection {
                return nil
            }
        }
    }

    /// Where the version is read that an act needs; nil for acts that need none, or are read where they are done.
    private static func leesplek(van path: String, door: String) -> String? {
        let delen = path.split(separator: "/")
        guard delen.count > 3 else { return nil }
        let plek = "/" + delen.dropLast().joined(separator: "/")
        switch (delen[1], delen[delen.count - 1]) {
        case ("geschillen", _), ("consultaties", _), ("maatregelen", _), ("overleggen", _), ("zaken", "correcties"):
            return plek + "?door=" + door
        case ("vragenlijsten", _): return plek + "/stand"
        case ("zaken", "gezag"), ("zaken", "toestemmingen"): return plek + "/gezin?door=" + door
        case ("zaken", let deel) where deel.hasPrefix("opheffing"): return plek + "/afschermingen?door=" + door
        default: return nil
        }
    }

    public func authorization(_ client: String?) async throws -> [(String, String)] {
        guard let client else { return [] }
        return [("authorization", "Bearer \(try await tokens.token(client))")]
    }
}

extension Error {
    /// Nobody listens, or whoever listened is gone: what happens while a service is away.
    fileprivate var isBrokenConnection: Bool {
        self is HTTPClientError || self is IOError || self is ChannelError || self is NIOConnectionError
    }
}
