import Foundation
import Hummingbird
import JWTKit
import Logging

/// What a signed-in POST costs when nothing is done with it: hummingbird reads the body, JWTKit checks the token.
///
///     bare-route PORT KEYS-FILE ISSUER AUDIENCE
@main
struct Main {
    struct Claims: JWTPayload {
        let iss: IssuerClaim
        let aud: AudienceClaim
        let exp: ExpirationClaim

        func verify(using algorithm: some JWTAlgorithm) throws { try exp.verifyNotExpired() }
    }

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let port = Int(arguments[1]) else {
            print("usage: bare-route PORT KEYS-FILE ISSUER AUDIENCE")
            exit(64)
        }
        let keys = try await JWTKeyCollection().add(
            jwks: JSONDecoder().decode(JWKS.self, from: Data(contentsOf: URL(filePath: arguments[2]))))
        let (issuer, audience) = (arguments[3], arguments[4])

        let router = Router()
        router.post("/v1/meldingen") { request, _ -> Response in
            guard let header = request.headers[.authorization], header.hasPrefix("Bearer ") else {
                throw HTTPError(.unauthorized)
            }
            let claims = try await keys.verify(String(header.dropFirst(7)), as: Claims.self)
            guard claims.iss.value == issuer, claims.aud.value.contains(audience) else {
                throw HTTPError(.unauthorized)
            }
            let body = try await request.body.collect(upTo: 65_536)
            return Response(
                status: .created, headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(string: "{\"bytes\":\(body.readableBytes)}")))
        }
        var logger = Logger(label: "bare-route")
        logger.logLevel = .error
        try await Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger
        ).runService()
    }
}
