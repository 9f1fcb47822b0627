"""Headings of public exports, with cells made up in their forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An export: its columns with an example each, and what they are.

    `#` in an example stands for the row's number, two digits.
    """

    cells: Mapping[str, str]
    fields: Mapping[str, str | tuple[str, ...]]
    durations: Mapping[str, str] = field(default_factory=dict)

    def table(self, n: int = 24) -> pl.DataFrame:
        """Some rows."""
        return pl.DataFrame(
            {
                name: [example.replace("#", f"{at + 10}") or None for at in range(n)]
                for name, example in self.cells.items()
            }
        )


EXPORTS: Mapping[str, Export] = {
    "san francisco police": Export(
        cells={
            "id": "7#01",
            "cad_number": "2300101#",
            "dup_cad_number": "",
            "received_datetime": "2023/01/01 10:#:01 AM",
            "entry_datetime": "2023/01/01 10:#:11 AM",
            "dispatch_datetime": "2023/01/01 10:#:21 AM",
            "enroute_datetime": "2023/01/01 10:#:31 AM",
            "onscene_datetime": "2023/01/01 10:#:41 AM",
            "close_datetime": "2023/01/01 11:#:41 AM",
            "call_type_original": "415",
            "call_type_final": "418",
            "priority_original": "B",
            "priority_final": "A",
            "agency": "Police",
            "disposition": "HAN",
            "onview_flag": "N",
            "intersection_name": "MISSION ST \\ #TH ST",
            "intersection_point": "POINT (-122.41#1 37.76#1)",
            "supervisor_district": "9",
            "analysis_neighborhood": "Mission",
            "police_district": "MISSION",
            "data_as_of": "2023/02/01 12:00:00 AM",
            "data_loaded_at": "2023/02/01 01:00:00 AM",
        },
        fields={
            "call_id": "cad_number",
            "received": "received_datetime",
            "dispatched": "dispatch_datetime",
            "rolling": "enroute_datetime",
            "on_scene": "onscene_datetime",
            "clear": "close_datetime",
            "priority": "priority_final",
            "zone": "police_district",
            "point": "intersection_point",
        },
    ),
    "new orleans": Export(
        cells={
            "NOPD_Item": "A000#23",
            "Type": "94",
            "TypeText": "DISCHARGING FIREARM",
            "Priority": "2D",
            "InitialType": "94",
            "InitialPriority": "2D",
            "MapX": "36931#6",
            "MapY": "5343#1",
            "TimeCreate": "01/01/2023 12:#:02 AM",
            "TimeDispatch": "01/01/2023 12:#:12 AM",
            "TimeArrive": "01/01/2023 12:#:22 AM",
            "TimeClosed": "01/01/2023 01:#:22 AM",
            "Disposition": "NAT",
            "SelfInitiated": "N",
            "Beat": "7#",
            "BLOCK_ADDRESS": "0#X Gentilly Blvd",
            "Zip": "70126",
            "PoliceDistrict": "7",
            "Location": "POINT (-90.04#46 30.02#44)",
        },
        fields={
            "received": "TimeCreate",
            "dispatched": "TimeDispatch",
            "on_scene": "TimeArrive",
            "clear": "TimeClosed",
            "priority": "Priority",
            "point": "Location",
            "street": "BLOCK_ADDRESS",
        },
    ),
    "new york police": Export(
        cells={
            "CAD_EVNT_ID": "901234#",
            "CREATE_DATE": "01/01/2023",
            "INCIDENT_DATE": "01/01/2023",
            "INCIDENT_TIME": "10:#:00",
            "NYPD_PCT_CD": "7#",
            "BORO_NM": "BROOKLYN",
            "GEO_CD_X": "9874#2",
            "GEO_CD_Y": "1874#2",
            "RADIO_CODE": "10S2",
            "ADD_TS": "01/01/2023 10:#:01 AM",
            "DISP_TS": "01/01/2023 10:#:11 AM",
            "ARRIVD_TS": "01/01/2023 10:#:21 AM",
            "CLOSNG_TS": "01/01/2023 11:#:01 AM",
            "Latitude": "40.68#41",
            "Longitude": "-73.98#41",
        },
        fields={
            "call_id": "CAD_EVNT_ID",
            "received": "ADD_TS",
            "dispatched": "DISP_TS",
            "on_scene": "ARRIVD_TS",
            "clear": "CLOSNG_TS",
            "lon": "Longitude",
            "lat": "Latitude",
        },
    ),
    "new york ambulances": Export(
        cells={
            "CAD_INCIDENT_ID": "230#1",
            "INCIDENT_DATETIME": "01/01/2023 10:#:01 AM",
            "INITIAL_CALL_TYPE": "SICK",
            "INITIAL_SEVERITY_LEVEL_CODE": "6",
            "FINAL_SEVERITY_LEVEL_CODE": "5",
            "FIRST_ASSIGNMENT_DATETIME": "01/01/2023 10:#:11 AM",
            "DISPATCH_RESPONSE_SECONDS_QY": "10",
            "FIRST_ACTIVATION_DATETIME": "01/01/2023 10:#:21 AM",
            "FIRST_ON_SCENE_DATETIME": "01/01/2023 10:#:41 AM",
            "INCIDENT_RESPONSE_SECONDS_QY": "40",
            "FIRST_HOSP_ARRIVAL_DATETIME": "01/01/2023 11:#:41 AM",
            "INCIDENT_CLOSE_DATETIME": "01/01/2023 12:#:01 PM",
            "BOROUGH": "QUEENS",
        },
        fields={
            "call_id": "CAD_INCIDENT_ID",
            "received": "INCIDENT_DATETIME",
            "dispatched": "FIRST_ASSIGNMENT_DATETIME",
            "rolling": "FIRST_ACTIVATION_DATETIME",
            "on_scene": "FIRST_ON_SCENE_DATETIME",
            "clear": "INCIDENT_CLOSE_DATETIME",
            "zone": "BOROUGH",
        },
    ),
    "cincinnati": Export(
        cells={
            "ADDRESS_X": "#XX VINE ST",
            "LATITUDE_X": "39.1#2345",
            "LONGITUDE_X": "-84.5#2345",
            "AGENCY": "CFD",
            "CREATE_TIME_INCIDENT": "01/01/2023 10:#:01 AM",
            "EVENT_NUMBER": "CFD23010100#",
            "INCIDENT_TYPE_ID": "13D1",
            "INCIDENT_TYPE_DESC": "FALL",
            "NEIGHBORHOOD": "DOWNTOWN",
            "ARRIVAL_TIME_PRIMARY_UNIT": "01/01/2023 10:#:41 AM",
            "CLOSED_TIME_INCIDENT": "01/01/2023 11:#:41 AM",
            "DISPATCH_TIME_PRIMARY_UNIT": "01/01/2023 10:#:11 AM",
            "BEAT": "ST0#",
        },
        fields={
            "call_id": "EVENT_NUMBER",
            "received": "CREATE_TIME_INCIDENT",
            "dispatched": "DISPATCH_TIME_PRIMARY_UNIT",
            "on_scene": "ARRIVAL_TIME_PRIMARY_UNIT",
            "clear": "CLOSED_TIME_INCIDENT",
            "lon": "LONGITUDE_X",
            "lat": "LATITUDE_X",
        },
    ),
    "london fire": Export(
        cells={
            "IncidentNumber": "000#-01012023",
            "DateOfCall": "01 Jan 2023",
            "CalYear": "2023",
            "TimeOfCall": "10:#:01",
            "HourOfCall": "10",
            "IncidentGroup": "Fire",
            "IncGeo_BoroughName": "CAMDEN",
            "Easting_m": "5301#1",
            "Latitude": "51.5#234",
            "Longitude": "-0.1#234",
            "FirstPumpArriving_AttendanceTime": "3#",
            "FirstPumpArriving_DeployedFromStation": "Euston",
            "SecondPumpArriving_AttendanceTime": "4#",
            "NumPumpsAttending": "2",
        },
        fields={
            "call_id": "IncidentNumber",
            "received": ("DateOfCall", "TimeOfCall"),
            "lon": "Longitude",
            "lat": "Latitude",
        },
        durations={"on_scene": "FirstPumpArriving_AttendanceTime"},
    ),
    "detroit": Export(
        cells={
            "X": "-83.1#14",
            "Y": "42.3#14",
            "incident_id": "202300#1",
            "priority": "3",
            "called_at": "2023/01/01 10:#:01+00",
            "intake_time": "1.5",
            "dispatch_time": "7.#",
            "travel_time": "4.#",
            "total_response_time": "12.#",
            "time_on_scene": "30.#",
            "total_time": "43.#",
            "responding_unit": "07#A",
        },
        fields={
            "call_id": "incident_id",
            "received": "called_at",
            "priority": "priority",
            "unit_id": "responding_unit",
            "lon": "X",
            "lat": "Y",
        },
        durations={"on_scene": "total_response_time"},
    ),
}
