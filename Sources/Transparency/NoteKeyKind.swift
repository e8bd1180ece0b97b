/// How a key signs notes: the signature types of C2SP signed-note that are supported.
public enum NoteKeyKind: UInt8, Sendable {
    /// Ed25519 over the note's text (type 0x01): what a log signs its checkpoints with.
    case note = 0x01
    /// Ed25519 over a time and the checkpoint (type 0x04, C2SP tlog-cosignature): what witnesses use.
    case cosignature = 0x04
}
