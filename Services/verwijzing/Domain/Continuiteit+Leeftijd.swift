extension Bescherming {
    /// V6: whose age says something new: neither of age yet, or without a destination and not asked for one.
    public func ongeteld(naast continuiteit: Continuiteit?) -> [Gezinslid] {
        gezinsleden.filter { lid in
            guard lid.rol == .kind else { return false }
            let kind = continuiteit?.kind(lid.id)
            return !isMeerderjarig(lid.id) || (kind?.bestemming == nil && kind?.zonderBestemming == nil)
        }
    }
}

extension Dag {
    /// Of a birth date: the next birthday that changes what may be done (V6); nil when none is left.
    public func volgendeLeeftijd(na dag: Dag) -> Dag? {
        [Continuiteit.bestemmingsleeftijd.lowerBound, Bescherming.meerderjarigheid]
            // Who was born on a leap day is a year older on the first of March.
            .compactMap { Dag("\(jaar + $0)\(description.dropFirst(4))") ?? Dag("\(jaar + $0)-03-01") }
            .first { $0 > dag }
    }
}
