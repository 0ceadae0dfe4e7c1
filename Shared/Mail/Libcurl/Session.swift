import CCurl
import Foundation
import Synchronization

/// A libcurl handle with the connection that it keeps between mails. Belongs to one thread; all C calls are here.
struct Session {
    private let curl: UnsafeMutableRawPointer
    private let server: SMTPServer

    /// Once per process, before any thread of ours uses the library.
    private static let started = keten_curl_start() == CURLE_OK

    /// - Returns: nil where the library gives no handle.
    init?(_ server: SMTPServer) {
        guard Self.started, let curl = curl_easy_init() else { return nil }
        self.curl = curl
        self.server = server
    }

    /// Says goodbye to the server.
    func close() { curl_easy_cleanup(curl) }

    /// Blocks until the server has answered.
    func send(_ message: MailMessage, cancelled: CancelFlag) -> SMTPOutcome {
        let sending = Sending(message.text, cancelled)
        // Keeps the connection, forgets the rest.
        curl_easy_reset(curl)
        guard let recipients = curl_slist_append(nil, "<\(message.to.text)>") else {
            return .failed(SMTPFailure(.connectionLost))
        }
        defer { curl_slist_free_all(recipients) }
        let context = Unmanaged.passUnretained(sending)
        let code = withExtendedLifetime(sending) {
            guard
                options(from: message.from, recipients, size: sending.bytes.count)
                    && keten_curl_callbacks(curl, read, said, progress, context.toOpaque()) == CURLE_OK
            else { return CURLE_FAILED_INIT }
            return curl_easy_perform(curl)
        }
        return code == CURLE_OK ? .accepted : sending.conversation.outcome(Self.transport(code))
    }

    private func options(from: MailAddress, _ recipients: UnsafeMutablePointer<curl_slist>, size: Int) -> Bool {
        let scheme = server.encryption == .tls ? "smtps" : "smtp"
        let milliseconds = max(Int(server.timeout / .milliseconds(1)), 1)
        let encryption =
            switch server.encryption {
            case .none: CURLUSESSL_NONE
            case .offered: CURLUSESSL_TRY
            case .starttls, .tls: CURLUSESSL_ALL
            }
        var texts: [(CURLoption, String)] = [
            (CURLOPT_URL, "\(scheme)://\(server.host):\(server.port)/\(server.name)"),
            (CURLOPT_PROTOCOLS_STR, "smtp,smtps"), (CURLOPT_MAIL_FROM, "<\(from.text)>"),
            // No proxy of the environment.
            (CURLOPT_PROXY, ""),
        ]
        if let authorities = server.authorities { texts.append((CURLOPT_CAINFO, authorities)) }
        if let (user, password) = server.credentials {
            texts += [(CURLOPT_USERNAME, user), (CURLOPT_PASSWORD, password)]
        }
        let numbers: [(CURLoption, Int)] = [
            // Signals are the process's, not a thread's.
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_UPLOAD, 1), (CURLOPT_INFILESIZE, size),
            (CURLOPT_USE_SSL, Int(encryption.rawValue)), (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            (CURLOPT_TIMEOUT_MS, milliseconds), (CURLOPT_CONNECTTIMEOUT_MS, milliseconds),
        ]
        return texts.allSatisfy { keten_curl_text(curl, $0.0, $0.1) == CURLE_OK }
            && numbers.allSatisfy { keten_curl_number(curl, $0.0, $0.1) == CURLE_OK }
            && keten_curl_list(curl, CURLOPT_MAIL_RCPT, recipients) == CURLE_OK
    }

    /// nil: the server's answer says more.
    private static func transport(_ code: CURLcode) -> SMTPFailure.Reason? {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: .unreachable
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_ABORTED_BY_CALLBACK: .cancelled
        case CURLE_LOGIN_DENIED: .signIn
        case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
            .encryption
        case CURLE_RECV_ERROR, CURLE_GOT_NOTHING: .connectionLost
        default: nil
        }
    }
}

/// One mail on its way. libcurl calls back on the thread that sends, while `curl_easy_perform` runs, and holds no
/// reference after it.
private final class Sending {
    let bytes: [UInt8]
    var sent = 0
    var conversation = Conversation()
    let cancelled: CancelFlag

    init(_ text: String, _ cancelled: CancelFlag) {
        bytes = Array(text.utf8)
        self.cancelled = cancelled
    }

    static func at(_ context: UnsafeMutableRawPointer?) -> Sending? {
        context.map { Unmanaged<Sending>.fromOpaque($0).takeUnretainedValue() }
    }
}

final class CancelFlag: Sendable {
    private let flag = Atomic(false)
    func set() { flag.store(true, ordering: .relaxed) }
    var isSet: Bool { flag.load(ordering: .relaxed) }
}

private let read: curl_read_callback = { buffer, size, count, context in
    guard let sending = Sending.at(context), let buffer else { return 0 }
    let length = min(size * count, sending.bytes.count - sending.sent)
    sending.bytes.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress, length > 0 else { return }
        UnsafeMutableRawPointer(buffer).copyMemory(from: start + sending.sent, byteCount: length)
    }
    sending.sent += length
    return length
}

private let said: curl_debug_callback = { _, kind, data, size, context in
    guard let sending = Sending.at(context), let data else { return 0 }
    let bytes = UnsafeRawBufferPointer(start: data, count: size)
    switch kind {
    case CURLINFO_HEADER_OUT: sending.conversation.said(bytes)
    case CURLINFO_HEADER_IN: sending.conversation.heard(bytes)
    default: break
    }
    return 0
}

private let progress: curl_xferinfo_callback = { context, _, _, _, _ in
    Sending.at(context)?.cancelled.isSet == true ? 1 : 0
}
