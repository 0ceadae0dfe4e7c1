/// How gemeenten are called: those of Gelderland-Midden (004:631-637), by the code of the CBS. Another is shown by its code.
public enum Gemeenten {
    private static let names = [
        "0202": "Arnhem", "0221": "Doesburg", "0226": "Duiven", "0274": "Renkum", "0275": "Rheden",
        "0277": "Rozendaal", "0289": "Wageningen", "0293": "Westervoort", "0299": "Zevenaar", "1705": "Lingewaard",
        "1734": "Overbetuwe",
    ]

    public static func naam(_ code: String) -> String { names[code] ?? "gemeente " + code }
}
