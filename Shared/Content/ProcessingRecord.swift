import Contracts
import Foundation
import Postgres

/// Who processes whose data, why, and under which trace: written before the content is given (STANDARDS.md §8).
public struct ProcessingRecord: Sendable {
    public var traceparent: String
    /// What happens, such as `dossier lezen`.
    public var name: String
    /// The service.
    public var resource: String
    /// A URI that names the processing activity.
    public var activity: String
    public var user: String
    public var organisation: OIN
    public var role: String
    public var purpose: String
    public var networkAddress: String

    public init(
        traceparent: String, name: String, resource: String, activity: String, user: String, organisation: OIN,
        role: String, purpose: String, networkAddress: String
    ) {
        self.traceparent = traceparent
        self.name = name
        self.resource = resource
        self.activity = activity
        self.user = user
        self.organisation = organisation
        self.role = role
        self.purpose = purpose
        self.networkAddress = networkAddress
    }

    /// One record per person concerned.
    /// - Parameters:
    ///   - type: what `subject` is, where it is not a person's pseudonym: nobody is named by it.
    ///   - parts: the content that was opened.
    public func statement(subject: String, type: String = "pseudoniem", parts: [UUID] = []) -> SQL {
        let fields = traceparent.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let (trace, span) = fields.count == 4 ? (fields[1], fields[2]) : ("", "")
        return """
            insert into processing_record (id, trace_id, span_id, status, name, resource, activity_id, data_subject_id,
                data_subject_id_type, user_id, organisation, role, purpose, network_address, parts)
            values (\(UUID.v7()), \(trace), \(span), 'OK', \(name), \(resource), \(activity), \(subject), \(type),
                \(user), \(organisation.text), \(role), \(purpose), \(networkAddress), \(parts))
            """
    }
}
