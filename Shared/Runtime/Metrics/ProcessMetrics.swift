import CoreMetrics
import Foundation

/// What the process itself uses, read from /proc at each scrape; absent where there is no /proc.
public enum ProcessMetrics {
    public static func register(on registry: PrometheusRegistry = .shared) {
        registry.describe("process_anonymous_memory_bytes", "Resident anonymous memory: heap and stacks.")
        registry.describe("process_resident_memory_bytes", "Resident memory.")
        registry.describe("process_cpu_seconds_total", "User and system time used.")
        registry.describe("process_open_fds", "Open file descriptors.")
        registry.describe("process_start_time_seconds", "Start of the process, Unix time.")
        let anonymous = registry.makeMeter(label: "process_anonymous_memory_bytes", dimensions: [])
        let resident = registry.makeMeter(label: "process_resident_memory_bytes", dimensions: [])
        let files = registry.makeMeter(label: "process_open_fds", dimensions: [])
        let cpu = registry.makeFloatingPointCounter(label: "process_cpu_seconds_total", dimensions: [])
        registry.makeMeter(label: "process_start_time_seconds", dimensions: []).set(Date().timeIntervalSince1970)
        registry.collect {
            let status = statusKilobytes()
            anonymous.set((status["RssAnon"] ?? 0) * 1_024)
            resident.set((status["VmRSS"] ?? 0) * 1_024)
            files.set(Int64(openFiles()))
            if let seconds = cpuSeconds() {
                cpu.reset()
                cpu.increment(by: seconds)
            }
        }
    }

    /// The members of /proc/self/status that are sizes in kB.
    private static func statusKilobytes() -> [String: Int64] {
        guard let text = read("/proc/self/status") else { return [:] }
        var sizes: [String: Int64] = [:]
        for line in text.split(separator: "\n") where line.hasSuffix(" kB") {
            let parts = line.dropLast(3).split(separator: ":")
            if parts.count == 2 { sizes[String(parts[0])] = Int64(parts[1].trimmingSpaces) }
        }
        return sizes
    }

    private static func cpuSeconds() -> Double? {
        // The command's name may hold spaces, so fields are counted after its closing parenthesis.
        guard let fields = read("/proc/self/stat")?.split(separator: ")").last?.split(separator: " "),
            fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
        else { return nil }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static func openFiles() -> Int {
        // Not being able to list them is only possible without /proc, where the gauge stays 0.
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }

    private static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
