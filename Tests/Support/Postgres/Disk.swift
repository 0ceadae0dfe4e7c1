import Foundation

/// A file system of limited size in memory, so that a disk can really be full.
enum Disk {
    /// It takes the right to mount, which containers often lack.
    static let canMount: Bool = {
        // Without a folder nothing can be mounted, which is the answer.
        guard getuid() == 0, let folder = try? TemporaryFolder.make("keten-disk") else { return false }
        defer {
            unmount(folder)
            // What cannot be removed now lies in the temporary folder.
            try? FileManager.default.removeItem(atPath: folder)
        }
        return Glibc.mount("tmpfs", folder, "tmpfs", 0, "size=1m") == 0
    }()

    static func mount(at folder: String, megabytes: Int) throws {
        guard Glibc.mount("tmpfs", folder, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
            throw ProcessError("mount: errno \(errno)")
        }
    }

    /// Nothing is mounted on most folders.
    static func unmount(_ folder: String) { _ = umount2(folder, Int32(MNT_DETACH)) }

    /// Writes a file until there is no room for another byte.
    static func fill(_ folder: String) throws -> String {
        let path = folder + "/ballast"
        let descriptor = open(path, O_CREAT | O_WRONLY | O_APPEND, 0o600)
        guard descriptor >= 0 else { throw ProcessError("\(path): errno \(errno)") }
        defer { close(descriptor) }
        for size in [1 << 20, 4_096, 1] {
            let block = [UInt8](repeating: 0, count: size)
            while write(descriptor, block, size) > 0 {}
        }
        guard errno == ENOSPC else { throw ProcessError("the disk does not fill: errno \(errno)") }
        return path
    }
}
