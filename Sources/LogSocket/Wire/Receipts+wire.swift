import EventSourcing

extension AppendReceipt: WireValue {
    var wire: JSON {
        [
            "count": .integer(Int64(count)), "first": .integer(firstPosition),
            "repeated": .bool(wasRepeated),
        ]
    }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "a receipt")
        self.init(
            firstPosition: try reader.integer("first"),
            count: Int(try reader.integer("count")),
            wasRepeated: try reader.flag("repeated")
        )
    }
}

extension ErasureReceipt: WireValue {
    var wire: JSON {
        [
            "documents": .integer(Int64(documentsDestroyed)),
            "keys": .integer(Int64(keysDestroyed)),
            "position": .integer(position),
        ]
    }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "a receipt")
        self.init(
            position: try reader.integer("position"),
            keysDestroyed: Int(try reader.integer("keys")),
            documentsDestroyed: Int(try reader.integer("documents"))
        )
    }
}
