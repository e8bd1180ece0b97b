public import ArgumentParser
public import Attendance
public import Projections
public import Typesetting
public import ZoomAPI

// Words of the modules below that a command takes as they are.

extension SheetExplanation.Figure: ExpressibleByArgument {}

extension Language: ExpressibleByArgument {}

extension Paper: ExpressibleByArgument {}

extension PortalDateOrder: ExpressibleByArgument {}
