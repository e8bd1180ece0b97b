public import ArgumentParser
public import Attendance
public import Projections
public import Typesetting
public import ZoomAPI
public import ZoomSimulator

// Words of the modules below that a command takes as they are.

extension SheetExplanation.Figure: ExpressibleByArgument {}

extension AccountPlan: ExpressibleByArgument {}

extension Language: ExpressibleByArgument {}

extension MeetingSettings.Recording: ExpressibleByArgument {}

extension MeetingSettings.Registration: ExpressibleByArgument {}

extension MeetingSettings.Scope: ExpressibleByArgument {}

extension Paper: ExpressibleByArgument {}

extension PortalDateOrder: ExpressibleByArgument {}

extension SimulatorSettings.SignatureClock: ExpressibleByArgument {}
