import Contracts
import Foundation
import HTTPTypes
import Hummingbird

extension IdentityProvider {
    /// What an application asks for when it sends a person here.
    private struct Question {
        let application: String
        let redirectURI: String
        let state: String?
        let nonce: String?
        let challenge: String
        let scopes: [String]
    }

    private enum Reading {
        case question(Question)
        /// Told on a page: where the answer would go cannot be trusted.
        case page(String)
        /// Told to the application.
        case refused(String, redirectURI: String, state: String?)
    }

    /// `GET /authorize`: a page with the demo professionals.
    func authorize(_ parameters: [String: String]) -> Response {
        answer(parameters) { _ in
            let hidden = parameters.sorted { $0.key < $1.key }.map {
                "<input type=\"hidden\" name=\"\(escape($0.key))\" value=\"\(escape($0.value))\">"
            }.joined()
            let buttons = directory.professionals.map {
                "<button name=\"medewerker\" value=\"\(escape($0.id))\">\(escape($0.naam))<br>"
                    + "<small>\(escape($0.functie)) · \(escape($0.oin))</small></button>"
            }.joined()
            return Answer.page(
                "<p>Kies wie u bent. Alleen voor ontwikkeling: deze mensen bestaan niet.</p>"
                    + "<form method=\"post\" action=\"/authorize\">\(hidden)\(buttons)</form>")
        }
    }

    /// `POST /authorize`: back to the application, with a code for the person who was chosen.
    func choose(_ form: [String: String]) -> Response {
        answer(form) { question in
            guard let person = directory.professionals.first(where: { $0.id == form["medewerker"] }) else {
                return redirect(question.redirectURI, ["error": "access_denied"], question.state)
            }
            let asked = Set(question.scopes)
            let all = asked.isSubset(of: ["openid", "profile"])
            let code = codes.issue(
                AuthorizationCodes.Grant(
                    application: question.application, redirectURI: question.redirectURI,
                    challenge: question.challenge, nonce: question.nonce, professional: person,
                    scopes: person.scopes.filter { all || asked.contains($0) }))
            return redirect(question.redirectURI, ["code": code], question.state)
        }
    }

    private func answer(_ parameters: [String: String], _ body: (Question) -> Response) -> Response {
        switch read(parameters) {
        case .question(let question): body(question)
        case .page(let reason): Answer.page("<p>\(escape(reason))</p>", .badRequest)
        case .refused(let error, let redirectURI, let state): redirect(redirectURI, ["error": error], state)
        }
    }

    private func read(_ parameters: [String: String]) -> Reading {
        guard let application = directory.applications.first(where: { $0.id == parameters["client_id"] }) else {
            return .page("Deze toepassing (client_id) is niet bekend.")
        }
        // Compared as text: a prefix or another spelling could send the code elsewhere. On this machine any port will do
        // (RFC 8252 §7.3), since demo and tests take free ones.
        guard let redirectURI = parameters["redirect_uri"],
            application.redirectUris.contains(where: { portless($0) == portless(redirectURI) })
        else {
            return .page("Dit adres (redirect_uri) is niet van deze toepassing.")
        }
        let state = parameters["state"]
        guard parameters["response_type"] == "code" else {
            return .refused("unsupported_response_type", redirectURI: redirectURI, state: state)
        }
        guard parameters["code_challenge_method"] == "S256", let challenge = parameters["code_challenge"],
            challenge.utf8.count == 43
        else { return .refused("invalid_request", redirectURI: redirectURI, state: state) }
        let scopes = (parameters["scope"] ?? "").split(separator: " ").map(String.init)
        guard scopes.contains("openid") else {
            return .refused("invalid_scope", redirectURI: redirectURI, state: state)
        }
        return .question(
            Question(
                application: application.id, redirectURI: redirectURI, state: state, nonce: parameters["nonce"],
                challenge: challenge, scopes: scopes))
    }

    /// The address without its port where that is of this machine, else as it is.
    private func portless(_ address: String) -> String {
        let here = "http://127.0.0.1"
        guard address.hasPrefix(here + ":") else { return address }
        let rest = address.dropFirst(here.count + 1).drop { $0.isASCII && $0.isNumber }
        return rest.hasPrefix("/") ? here + rest : address
    }

    private func redirect(_ address: String, _ values: [String: String], _ state: String?) -> Response {
        var values = values
        values["iss"] = issuer
        if let state { values["state"] = state }
        let query = values.sorted { $0.key < $1.key }.map { "\($0.key)=\(encode($0.value))" }.joined(separator: "&")
        return Response(
            status: .seeOther,
            headers: [.location: address + (address.contains("?") ? "&" : "?") + query, .cacheControl: "no-store"])
    }

    private func encode(_ text: String) -> String {
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
