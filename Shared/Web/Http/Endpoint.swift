import CoreMetrics
import HTTPTypes

/// One method of one address, as metrics, the access log and a wrong method see it: an operation or a page.
struct Endpoint: Sendable {
    let id: String
    let method: HTTPRequest.Method
    /// Template: `/v1/meldingen/{id}`.
    let path: String
    /// Duration per class of status; index 0 is 1xx.
    let timers: [any TimerHandler]
    /// Not in the access log above debug.
    var isProbe = false

    var key: String { "\(method.rawValue) \(path)" }
}

extension Operation {
    var endpoint: Endpoint {
        Endpoint(id: id, method: method, path: path, timers: timers, isProbe: options.contains(.isProbe))
    }
}
