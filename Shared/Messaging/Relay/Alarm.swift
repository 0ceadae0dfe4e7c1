import Synchronization

/// Waits for a pulse or for a time, whichever is first.
actor Alarm {
    private var pulsed = false
    private var sleeper: Task<Void, Never>?
    private var reader: Task<Void, Never>?

    init(_ pulses: AsyncStream<Void>) {
        Task { await self.read(pulses) }
    }

    func wait(_ duration: Duration) async {
        if pulsed {
            pulsed = false
            return
        }
        let sleeper = Task {
            do { try await Task.sleep(for: duration) } catch { /* woken early: that is the point */  }
        }
        self.sleeper = sleeper
        await withTaskCancellationHandler {
            await sleeper.value
        } onCancel: {
            sleeper.cancel()
        }
        self.sleeper = nil
        pulsed = false
    }

    private func read(_ pulses: AsyncStream<Void>) {
        reader = Task { [weak self] in
            for await _ in pulses { await self?.ring() }
        }
    }

    func ring() {
        pulsed = true
        sleeper?.cancel()
    }

    deinit { reader?.cancel() }
}
