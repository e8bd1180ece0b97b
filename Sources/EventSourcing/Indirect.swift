/// A value held by reference, so that copying what holds it costs one count, however large it is.
///
/// Facts are large, and passed from hand to hand; most of what they hold is read once.
@propertyWrapper
public struct Indirect<Value: Sendable & Hashable>: Sendable, Hashable {
    @usableFromInline
    final class Box: Sendable {
        @usableFromInline let value: Value

        @inlinable
        init(_ value: Value) { self.value = value }
    }

    @usableFromInline var box: Box

    /// Holds a value.
    @inlinable
    public init(wrappedValue: Value) { box = Box(wrappedValue) }

    /// The value; it is lent, not copied.
    @inlinable
    public var wrappedValue: Value {
        _read { yield box.value }
        set { box = Box(newValue) }
    }

    /// Whether two hold the same.
    @inlinable
    public static func == (left: Self, right: Self) -> Bool {
        left.box === right.box || left.box.value == right.box.value
    }

    /// Hashes the value.
    @inlinable
    public func hash(into hasher: inout Hasher) { hasher.combine(box.value) }
}
