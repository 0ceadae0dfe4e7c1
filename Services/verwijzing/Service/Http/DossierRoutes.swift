import Chassis
import Web

struct DossierRoutes: Sendable {
    init(_ context: Context) {}
    func register(on api: API) {}
}
