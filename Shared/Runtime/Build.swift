/// Which program this is, as `keten status` and the metrics tell. Raised by hand with a release; an image's label says
/// which commit it was built from.
public enum Build {
    public static let version = "0.3.0"
}
