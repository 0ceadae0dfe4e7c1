import Foundation

/// Runs each case so many times in `measure`, where callgrind counts instructions
/// (deploy/bench.d/micro.py). Its first times come before, so that caches are warm and nothing is made lazily any more.
///
///     micro TIMES [CASE…]      run them
///     micro --list             their names, in the order of running
@main
struct Main {
    static func main() throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        let cases = try Case.all()
        if arguments.first == "--list" {
            for one in cases { print(one.name) }
            return
        }
        guard let times = arguments.first.flatMap(Int.init), times > 0 else {
            print("usage: micro TIMES [CASE…] | --list")
            exit(64)
        }
        arguments.removeFirst()
        for one in cases where arguments.isEmpty || arguments.contains(one.name) {
            try run(one, times: 20)
            measure(one, times)
        }
    }

    static func run(_ one: Case, times: Int) throws {
        for _ in 0..<times { try one.body() }
    }
}

/// Callgrind counts from its beginning to its end, by this name.
@inline(never)
func measure(_ one: Case, _ times: Int) {
    do { try Main.run(one, times: times) } catch { fatalError("\(one.name): \(error)") }
}

/// One operation as the services do it.
struct Case {
    let name: String
    let body: () throws -> Void

    init(_ name: String, _ body: @escaping () throws -> Void) {
        self.name = name
        self.body = body
    }
}

/// What becomes of a result, so that the optimiser leaves it.
@inline(never) @_optimize(none)
func keep<T>(_ value: T) {}
