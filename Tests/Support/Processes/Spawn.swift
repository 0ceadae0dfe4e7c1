import Foundation

/// `posix_spawn` in a session of its own (signals of the terminal are the test process's), with nothing inherited but
/// its output and, as descriptor 3, the watchdog's pipe.
func spawn(
    _ command: [String], environment: [String: String?], output: CapturedOutput, watchdogPipe: Int32
) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_APPEND
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output.standardOutput, flags, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, output.standardError, flags, 0o644)
    posix_spawn_file_actions_adddup2(&actions, watchdogPipe, 3)
    closeFrom(&actions, 4)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let setsid: Int32 = 0x80
    posix_spawnattr_setflags(&attributes, Int16(Int32(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | setsid))

    var variables = ProcessInfo.processInfo.environment
    for (name, value) in environment { variables[name] = value }
    var arguments = command.map { strdup($0) } + [nil]
    var values = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for string in arguments + values { free(string) } }
    var processID: pid_t = 0
    let failure = posix_spawn(&processID, command[0], &actions, &attributes, &arguments, &values)
    guard failure == 0 else { throw ProcessError("\(command[0]): errno \(failure)") }
    return processID
}

/// `posix_spawn_file_actions_addclosefrom_np`, which glibc has since 2.34 and its Swift module leaves out.
private func closeFrom(_ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ first: Int32) {
    typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
    guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else {
        fatalError("glibc 2.34 or later is needed")
    }
    _ = unsafeBitCast(symbol, to: CloseFrom.self)(actions, first)
}
