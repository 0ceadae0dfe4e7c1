import Mail
import Runtime

/// The settings of mail. Without a server there is none, and the channel is not offered.
enum Mailinstellingen {
    static let host = Setting<String?>(
        "mail-host", default: nil, "Mail server (SMTP); without it no mail is sent and tasks go by the other channels.")
    static let port = Setting("mail-port", default: 587, in: 1...65_535, "Port of the mail server.")
    static let encryption = Setting<SMTPServer.Encryption>(
        "mail-encryption", default: .starttls,
        "`starttls`, `tls` (from the first byte), `offered` (STARTTLS where the server has it) or `none`.")
    static let authorities = Setting<String?>(
        "mail-authorities-file", default: nil,
        "File with the authorities that may sign the mail server's certificate; without it those of the system.")
    static let user = Setting<String?>("mail-user", default: nil, "Name to sign in with at the mail server.")
    static let password = Setting<Secret?>(
        "mail-password-file", default: nil, "File with the password to sign in with at the mail server.")
    static let sender = Setting<MailAddress?>("mail-from", default: nil, "Address that mails come from.")
    static let link = Setting(
        "mail-link", default: "http://127.0.0.1:8084/", "Address of the inbox, as it stands in each mail.")
    static let exercise = Setting<MailAddress?>(
        "mail-exercise-address", default: nil,
        "Address that gets the mails of exercises, marked as such; without it those are not sent.")
    static let retry = Setting(
        "mail-retry", default: Duration.seconds(60),
        "Wait before a mail is tried again; doubled at each try, to 5 minutes at the most for a server that is away and to 2 hours for a recipient."
    )
    static let timeout = Setting(
        "mail-timeout", default: Duration.seconds(30), "How long the mail server may take over one mail.")

    static let all: [any SettingDeclaration] = [
        host, port, encryption, authorities, user, password, sender, link, exercise, retry, timeout,
    ]

    /// - Returns: nil where mail is off.
    /// - Throws: `SettingsError` with everything that does not go together.
    static func mailpost(_ settings: Settings) throws -> Mailpost? {
        guard let host = settings[host] else { return nil }
        var problems: [SettingsError.Problem] = []
        func problem(_ setting: any SettingDeclaration, _ detail: String) {
            problems.append(.init(setting: setting.name, variable: setting.variable, detail: detail))
        }
        let credentials = settings[user].flatMap { user in settings[password].map { (user, $0.content) } }
        if (settings[user] == nil) != (settings[password] == nil) {
            problem(user, "goes with --\(password.name): set both or neither")
        }
        if credentials != nil, ![.starttls, .tls].contains(settings[encryption]) {
            problem(encryption, "must be starttls or tls with --\(user.name): a password never goes in the clear")
        }
        if settings[sender] == nil { problem(sender, "is required with --\(self.host.name)") }
        guard problems.isEmpty, let sender = settings[sender] else { throw SettingsError(problems: problems) }
        return Mailpost(
            server: SMTPServer(
                host: host, port: settings[port], encryption: settings[encryption], credentials: credentials,
                authorities: settings[authorities], name: sender.domain, timeout: settings[timeout]),
            afzender: sender, link: settings[link], oefenadres: settings[exercise], herkansing: settings[retry])
    }
}

/// How mail goes out here.
struct Mailpost: Sendable {
    let server: SMTPServer
    let afzender: MailAddress
    let link: String
    /// Gets the mails of exercises (C3); nil: those are not sent.
    let oefenadres: MailAddress?
    /// The first wait after a failure that may pass.
    let herkansing: Duration
}

extension SMTPServer.Encryption: SettingValue {
    public static func parse(setting text: String) -> Self? { Self(rawValue: text) }
    public static var expected: String { allCases.map(\.rawValue).joined(separator: ", ") }
    public var shown: String { rawValue }
}

extension MailAddress: SettingValue {
    public static func parse(setting text: String) -> Self? { Self(text) }
    public static var expected: String { "an e-mail address" }
    public var shown: String { text }
}
