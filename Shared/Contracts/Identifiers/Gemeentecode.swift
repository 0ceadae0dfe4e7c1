/// CBS code of a gemeente: four digits, kept as text (Arnhem is 0202).
public struct Gemeentecode: DescribedText {
    public let text: String

    public init?(_ text: String) {
        guard text.utf8.count == 4, text.isAll(\.isDigit), text != "0000" else { return nil }
        self.text = text
    }

    public static var pattern: String? { "^(?!0000)[0-9]{4}$" }
    public static var expected: String { "een gemeentecode van vier cijfers" }
    public static var placeholder: Gemeentecode { Gemeentecode(known: "0202") }

    private init(known text: String) { self.text = text }
}
