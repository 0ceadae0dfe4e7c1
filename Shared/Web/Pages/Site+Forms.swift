import Contracts
import HummingbirdCore

/// Forms on the pages: shown, sent, and shown again with what is wrong.
extension Site {
    /// A page with forms that are sent to itself; it is shown again, done or with the form that is to be put right.
    /// - Parameters:
    ///   - action: the id of what its forms do.
    ///   - content: the page, with the form that was sent where something is wrong with it.
    public func page(
        _ path: String, id: String, action: String,
        form: @escaping @Sendable (Visit, FormPost) async throws -> ActionForm?,
        shown: @escaping @Sendable (Visit, Reply) async throws -> PageContent? = { _, _ in nil },
        content: @escaping @Sendable (Visit, PageValue?) async throws -> PageContent
    ) {
        page(path, id: id) { try await content($0, nil) }
        self.action(
            path, id: action, form: form, shown: shown, done: { visit, _ in visit.address(of: path) + "?gedaan=ja" },
            again: { visit, given, _ in try await content(visit, given) })
    }

    /// What a form on one of the pages does; it is sent to `path`.
    /// - Parameters:
    ///   - form: the form as it would be shown now; nil when there is no such form (any more).
    ///   - shown: what is shown once, instead of going on, when it was done; nil for nothing.
    ///   - done: where the person goes when it was done.
    ///   - again: the page on which the form stands, shown with what is wrong.
    public func action(
        _ path: String, id: String, form: @escaping @Sendable (Visit, FormPost) async throws -> ActionForm?,
        shown: @escaping @Sendable (Visit, Reply) async throws -> PageContent? = { _, _ in nil },
        done: @escaping @Sendable (Visit, Reply) -> String,
        again: @escaping @Sendable (Visit, PageValue, Problem) async throws -> PageContent
    ) {
        add(.post, path, id: id) { [unowned self] request, context in
            guard let (visit, post) = try await posted(request, context) else { return ended(request) }
            guard let asked = try await form(visit, post) else { throw Problem.notFound() }
            let fields = fields(of: asked)
            do {
                let reply = try await visit.act(
                    asked.operation, path: asked.path, body: FormField.body(fields, post),
                    idempotencyKey: post.value("sleutel") ?? Session.secret(),
                    ifMatch: post.value("versie").flatMap { Int64($0) })
                if let once = try await shown(visit, reply) { return render(once, for: visit) }
                return redirect(done(visit, reply))
            } catch let problem as Problem {
                let view = FormView(
                    form: asked, fields: fields, session: visit.session, idempotencyKey: Session.secret(), post: post,
                    problem: problem)
                var content = try await again(visit, view.value, problem)
                content.status = problem.status
                return render(content, for: visit)
            }
        }
    }

    /// What can be done on a page, each with its form.
    /// - Parameter given: the form that was sent and is to be put right, if it is one of them.
    public func acts(_ forms: [ActionForm], for visit: Visit, given: PageValue?) -> PageValue {
        .list(forms.map { act($0, for: visit, given: given) })
    }

    /// One of them.
    public func act(_ form: ActionForm, for visit: Visit, given: PageValue?) -> PageValue {
        let given = given.flatMap { $0.isFormulier(form) ? $0 : nil }
        return .group([
            "code": .text(form.operation), "titel": .text(form.title), "formulier": given ?? show(form, for: visit),
            "open": .flag(given != nil),
        ])
    }

    /// A form as a page shows it.
    public func show(_ form: ActionForm, for visit: Visit) -> PageValue {
        FormView(
            form: form, fields: fields(of: form), session: visit.session, idempotencyKey: Session.secret()
        ).value
    }

    private func fields(of form: ActionForm) -> [FormField] {
        guard let operation = api.operations.first(where: { $0.id == form.operation }),
            let shape = operation.body?.shape
        else { preconditionFailure("no operation \(form.operation) with a body") }
        return FormField.all(of: shape, choices: form.choices, words: words).filter {
            !form.omitted.contains($0.pointer) && $0.hasAnswers
        }.map { field in
            var field = field
            field.label = form.labels[field.pointer] ?? field.label
            return field
        }
    }
}
