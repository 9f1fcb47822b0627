"""What columns are called in others' exports, field by field.

Words of English, and some of Chinese, German, French and Spanish exports. The first of
a field are the surest. All *assumed*, from exports of fire, police and ambulance
services seen in the open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "received": (
            *("received", "call received", "recvd", "queued", "original queued"),
            *("call", "of call", "create", "created", "report", "reported", "alarm"),
            *("incident", "event", "start", "begin", "opened", "open", "intake"),
            *("pickup", "add", "added", "entry received", "initial call", "alert"),
            *("接警", "接报", "报警", "受理", "预警", "来电"),
            *("eingang", "notruf", "anruf", "appel", "recibida", "llamada"),
        ),
        "dispatched": (
            *("dispatch", "dispatched", "disp", "assigned", "assign", "assignment"),
            *("notified", "notify", "mobilised", "mobilized", "alerted", "sent"),
            *("派警", "调派", "派单", "指派", "下达"),
            *("alarmierung", "alarmiert", "despacho"),
        ),
        "rolling": (
            *("enroute", "en route", "responding", "response", "respond", "turnout"),
            *("rolling", "mobile", "departed", "departure", "leave station"),
            *("wheels rolling", "activation", "出动", "出发", "出警"),
            *("ausgerückt", "ausrücken", "abfahrt", "départ", "salida"),
        ),
        "on_scene": (
            *("on scene", "onscene", "arrival", "arrive", "arrived", "arrivd"),
            *("at scene", "first on scene", "scene arrival", "scene", "arr"),
            *("到达", "到场", "抵达", "eintreffen", "ankunft", "arrivée", "llegada"),
        ),
        "at_door": (
            *("at door", "door", "at patient", "patient contact", "patient side"),
            *("上门", "到门", "见到"),
        ),
        "clear": (
            *(
                "clear",
                "cleared",
                "available",
                "close",
                "closed",
                "closng",
                "close out",
            ),
            *("completed", "complete", "finished", "finish", "end", "ended"),
            *("in service", "结束", "完成", "处毕", "einsatzende", "ende", "frei"),
        ),
        "cancelled": ("cancelled", "canceled", "cancel", "取消", "storniert"),
        "call_id": (
            *("call number", "call id", "cad number", "cad id", "cad incident number"),
            *("cad event number", "cad event id", "event number", "event id"),
            *("incident number", "incident id", "case number", "case id"),
            *("alert id", "alarm id"),
            *("job number", "run number", "call for service id", "reference"),
            *("警情编号", "案件编号", "事件编号", "接警编号", "编号"),
            *("einsatznummer", "number", "id", "key"),
        ),
        "unit_id": (
            *("unit id", "unit", "unit number", "call sign", "callsign", "unit name"),
            *("primary unit", "responding unit", "vehicle id", "vehicle", "apparatus"),
            *("resource id", "resource", "officer id", "badge", "patrol"),
            *("车辆", "车牌", "单位", "警组", "巡组", "处警单位"),
            *("funkrufname", "fahrzeug", "einsatzmittel", "véhicule"),
        ),
        "priority": (
            *("priority", "prio", "final priority", "priority final", "urgency"),
            *("final severity", "severity final", "severity"),
            *("priority level", "level", "优先级", "级别", "等级", "紧急程度"),
            *("priorität", "priorité", "prioridad"),
        ),
        "kind": (
            *("call type", "event type", "incident type", "nature", "call type final"),
            *("problem", "type", "title", "category", "call description"),
            *("description", "类别", "类型", "警情类型", "einsatzart", "stichwort"),
        ),
        "zone": (
            *("battalion", "precinct", "police district", "district", "beat"),
            *("sector", "zone", "division", "borough", "township", "twp", "ward"),
            *("station area", "neighborhood", "neighbourhood", "area", "region"),
            *("辖区", "派出所", "区域", "wache", "bezirk"),
        ),
        "street": (
            *("address", "addr", "street", "block address", "location", "block"),
            *("intersection", "地址", "街道", "adresse", "straße"),
        ),
        "lon": ("longitude", "lon", "lng", "long", "x", "经度", "längengrad"),
        "lat": ("latitude", "lat", "y", "纬度", "breitengrad"),
        "point": (
            *("location", "point", "geom", "geometry", "geolocation", "coordinates"),
            *("lat lon", "latlng", "坐标"),
        ),
        "amount": ("amount", "amount at risk", "exposure", "money", "loss", "金额"),
        "not used": (
            *("entry", "transport", "hospital", "watch", "update", "updated"),
            *("modified", "last", "birth", "load", "loaded", "extract", "export"),
            *("row", "object", "data as of", "version", "zip", "zipcode"),
        ),
    }
)
"""By field; those under "not used" are moments and numbers of other things."""

DURATIONS: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("on_scene", "received"): (
            *("response time", "total response time", "response delay"),
            *("response interval", "response", "attendance time", "arrival delay"),
            *("time to scene", "响应时间", "到场用时"),
        ),
        ("dispatched", "received"): (
            *("dispatch delay", "dispatch time", "dispatch interval", "queue time"),
            *("call processing", "processing time", "call to dispatch", "派警用时"),
        ),
        ("rolling", "dispatched"): ("turnout time", "turnout", "chute time"),
        ("on_scene", "dispatched"): ("travel time", "drive time", "travel", "行驶时间"),
    }
)
"""By moment and what it is since: names of columns of numbers."""

# What says only that a column is a time, or of what service.
_PLAIN = {
    *("time", "date", "datetime", "dt", "tm", "dttm", "ts", "timestamp", "stamp"),
    *("at", "on", "utc", "local", "the", "cad", "of", "first", "unit", "when"),
    *("时间", "日期", "zeit", "datum", "uhrzeit", "heure", "hora", "fecha"),
}
_IDLE = {"at", "of", "on", "the"}  # that say nothing alone
_SHORT: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("no", "num", "nr", "nbr"), "number"),
        **dict.fromkeys(("evnt", "evt"), "event"),
    }
)
_CAMEL = re.compile(r"(?<=[a-zäöü0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APART = re.compile(r"[^\w]+|_")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")

_EVERY = tuple(
    phrase for words in (*WORDS.values(), *DURATIONS.values()) for phrase in words
)
_KNOWN = _PLAIN.union(*(phrase.split() for phrase in _EVERY)) - _IDLE
_KEPT = 4096  # names that are remembered

SURE, LIKELY, PLAIN_TIME = 1.0, 0.6, 0.3


@lru_cache(_KEPT)
def said(name: str) -> tuple[str, ...]:
    """Return the words of a column's name, small.

    >>> said("CAD_Event_Original_Time_Queued"), said("timeStamp")
    (('cad', 'event', 'original', 'time', 'queued'), ('time', 'stamp'))
    """
    parts = _APART.sub(" ", _CAMEL.sub(" ", name)).casefold().split()
    return tuple(_SHORT.get(part, part) for part in parts)


@lru_cache(_KEPT)
def likeness(name: str, words: tuple[str, ...], *, is_time: bool = False) -> float:
    """Say how much a column's name is one of some, 0 to a bit over 1.

    is_time : whether it holds times, so that words for that say nothing.
    """
    whole = said(name)
    core = tuple(word for word in whole if word not in _PLAIN) if is_time else whole
    best = 0.0
    for rank, phrase in enumerate(words):
        lead = 0.05 * (1 - rank / len(words))
        best = max(best, _alike(whole, core, phrase, name) + lead)
    return best if best >= LIKELY else 0.0


def says_anything(name: str) -> bool:
    """Tell whether a name has a word of any field's."""
    chinese = _CHINESE.search(name) is not None
    return not _KNOWN.isdisjoint(said(name)) or chinese


def is_plain_time(name: str) -> bool:
    """Tell whether a name says only that it is a time."""
    return all(word in _PLAIN for word in said(name))


def _alike(
    whole: tuple[str, ...], core: tuple[str, ...], phrase: str, name: str
) -> float:
    """Compare with one phrase: all of the name, or a part of it."""
    if _CHINESE.search(phrase):
        return LIKELY + 0.3 * len(phrase) / len(name) if phrase in name else 0.0
    parts = tuple(phrase.split())
    if parts in (whole, core):
        return SURE
    for words in (core, whole):
        n = len(parts)
        if any(words[i : i + n] == parts for i in range(len(words) - n + 1)):
            return LIKELY + 0.3 * n / len(words)
    return 0.0
