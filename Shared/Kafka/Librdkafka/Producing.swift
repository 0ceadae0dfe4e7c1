import CRdkafka

extension Instance {
    enum Acceptance {
        case accepted
        case full
        case refused(KafkaError)
    }

    /// Hands a copy of the record to librdkafka; never waits. Any thread, until `destroy`.
    func produce(_ record: OutgoingRecord) -> Acceptance {
        var headers: OpaquePointer?
        if !record.headers.isEmpty {
            headers = rd_kafka_headers_new(record.headers.count)
            for header in record.headers {
                // Name and value are copied.
                let error = withBytes(header.value) { value, size in
                    rd_kafka_header_add(headers, header.name, -1, value, value == nil ? -1 : size)
                }
                if error != RD_KAFKA_RESP_ERR_NO_ERROR {
                    rd_kafka_headers_destroy(headers)
                    return .refused(KafkaError(error))
                }
            }
        }
        let error = record.topic.withCString { topic in
            withBytes(record.key) { key, keySize in
                withBytes(record.value) { value, size in
                    produce(topic, key, keySize, value, size, headers, record.tag)
                }
            }
        }
        guard let error else { return .accepted }
        // On failure the headers are still ours.
        if let headers { rd_kafka_headers_destroy(headers) }
        return error.code == .queueFull ? .full : .refused(error)
    }

    private func produce(
        _ topic: UnsafePointer<CChar>, _ key: UnsafeRawPointer?, _ keySize: Int, _ value: UnsafeRawPointer?,
        _ size: Int, _ headers: OpaquePointer?, _ tag: UInt64
    ) -> KafkaError? {
        withUnsafeTemporaryAllocation(of: rd_kafka_vu_t.self, capacity: 6) { arguments in
            arguments.initialize(repeating: rd_kafka_vu_t())
            var count = 4
            arguments[0].vtype = RD_KAFKA_VTYPE_TOPIC
            arguments[0].u.cstr = topic
            arguments[1].vtype = RD_KAFKA_VTYPE_MSGFLAGS
            arguments[1].u.i = RD_KAFKA_MSG_F_COPY
            arguments[2].vtype = RD_KAFKA_VTYPE_VALUE
            arguments[2].u.mem.ptr = UnsafeMutableRawPointer(mutating: value)
            arguments[2].u.mem.size = size
            arguments[3].vtype = RD_KAFKA_VTYPE_OPAQUE
            arguments[3].u.ptr = UnsafeMutableRawPointer(bitPattern: UInt(tag))
            if let key {
                arguments[count].vtype = RD_KAFKA_VTYPE_KEY
                arguments[count].u.mem.ptr = UnsafeMutableRawPointer(mutating: key)
                arguments[count].u.mem.size = keySize
                count += 1
            }
            if let headers {
                arguments[count].vtype = RD_KAFKA_VTYPE_HEADERS
                arguments[count].u.headers = headers
                count += 1
            }
            return rd_kafka_produceva(pointer, arguments.baseAddress, count).map { KafkaError(consuming: $0) }
        }
    }

    /// Adds the delivery reports of `event` to `deliveries`.
    static func deliveries(of event: OpaquePointer, into deliveries: inout [Delivery]) {
        while let message = rd_kafka_event_message_next(event) {
            let error = message.pointee.err
            deliveries.append(
                Delivery(
                    tag: UInt64(UInt(bitPattern: message.pointee._private)), partition: message.pointee.partition,
                    offset: message.pointee.offset,
                    error: error == RD_KAFKA_RESP_ERR_NO_ERROR ? nil : KafkaError(error)))
        }
    }
}

/// The bytes of an optional array; an empty array has an address too, since to Kafka no address means null.
private func withBytes<R>(_ bytes: [UInt8]?, _ body: (UnsafeRawPointer?, Int) -> R) -> R {
    guard let bytes else { return body(nil, 0) }
    if bytes.isEmpty {
        return withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { body($0.baseAddress, 0) }
    }
    return bytes.withUnsafeBytes { body($0.baseAddress, $0.count) }
}
