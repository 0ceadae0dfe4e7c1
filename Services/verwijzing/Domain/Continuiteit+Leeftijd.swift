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
