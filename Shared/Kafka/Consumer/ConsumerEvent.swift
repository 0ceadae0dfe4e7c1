/// What a consumer tells its application, in order.
public enum ConsumerEvent: Sendable {
    /// In order per partition. Give the capacity back with `release`, whether or not they were handled.
    case messages([KafkaMessage])
    /// Reading starts. Empty when the group has more members than partitions.
    case assigned([TopicPartition])
    /// These go to another member. No more messages come; finish or drop those at hand, `store` what is finished,
    /// then call `finishRevoke()`. After 5 s it happens anyway.
    case revoked([TopicPartition])
    /// These went to another member already: drop what is at hand. Nothing was or will be committed.
    case lost([TopicPartition])
    /// Something that a person must look at. `offsetOutOfRange` stops its partition until the consumer restarts;
    /// an error with `isFatal` stops the consumer.
    case alarm(KafkaError)
}
