"""Chinese addresses taken apart."""

import pytest

from maps.places.chinese_address import digits, parse_chinese
from maps.places.folding import folded


@pytest.mark.parametrize(
    ("text", "regions", "street", "number", "compound", "hints"),
    [
        (
            "浙江省杭州市萧山区北干街道金城路358号丽景小区3幢2单元1201室",
            ("浙江省", "杭州市", "萧山区", "北干街道"),
            *("金城路", "358", "丽景小区"),
            {"building": "3", "unit": "2", "room": "1201"},
        ),
        ("蕭山區金城路358號", ("萧山区",), "金城路", "358", "", {}),
        ("上塘路605弄12号", (), "上塘路", "605弄12", "", {}),
        (
            "上塘路605弄3支弄12号302",
            *((), "上塘路", "605弄3支弄12", ""),
            {"room": "302"},
        ),
        (
            "东方花园二栋三单元501室",
            *((), "", "", "东方花园"),
            {"building": "2", "unit": "3", "room": "501"},
        ),
        (
            "下城区朝晖五区12幢3单元402",
            *(("下城区",), "", "", "朝晖"),
            {"phase": "5", "building": "12", "unit": "3", "room": "402"},
        ),
        (
            "拱墅区登云路43号锦绣大厦A座12楼1203室",
            *(("拱墅区",), "登云路", "43", "锦绣大厦"),
            {"building": "a", "floor": "12", "room": "1203"},
        ),
        ("北京市海淀区中关村大街1号", ("北京市", "海淀区"), "中关村大街", "1", "", {}),
        ("杭州市拱墅区新市街5号", ("杭州市", "拱墅区"), "新市街", "5", "", {}),
        ("杭州市拱墅区省府路5号", ("杭州市", "拱墅区"), "省府路", "5", "", {}),
        ("市心中路", (), "市心中路", "", "", {}),
        ("杭州市上塘高架路", ("杭州市",), "上塘高架路", "", "", {}),
        ("古墩路12-3号", (), "古墩路", "12-3", "", {}),
        ("古墩路12号楼", (), "古墩路", "", "", {"building": "12"}),
        ("3幢", (), "", "", "", {"building": "3"}),
        ("", (), "", "", "", {}),
    ],
)
def test_parts(text, regions, street, number, compound, hints):  # noqa: PLR0913, PLR0917 - the parts
    found = parse_chinese(folded(text))
    assert (found.regions, found.street, found.number) == (regions, street, number)
    assert (found.compound, dict(found.hints)) == (compound, hints)


def test_a_street_that_is_known_comes_before_any_rule():
    known = {"上塘路605弄", "西湖区路"}.__contains__
    found = parse_chinese("上塘路605弄12号", known)
    assert (found.street, found.number) == ("上塘路605弄", "12")
    found = parse_chinese("西湖区路5号", known)
    assert (found.regions, found.street, found.number) == ((), "西湖区路", "5")


def test_a_city_by_its_bare_name_stands_before_a_known_street():
    known = {"文三路", "丽景小区"}.__contains__
    found = parse_chinese("杭州文三路5号3幢", known)
    assert (found.before, found.street, found.number) == ("杭州", "文三路", "5")
    assert parse_chinese("杭州丽景小区3幢", known).street == "丽景小区"
    # One character may be a part of another street's name.
    assert parse_chinese("新文三路5号", known).street == "新文三路"
    assert parse_chinese("文三路", known).before == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [("三", "3"), ("十", "10"), ("十二", "12"), ("二十", "20"), ("二十一", "21")],
)
def test_digits(text, number):
    assert digits(text) == number


@pytest.mark.parametrize("text", ["12a", "甲", "一二", "一二十"])
def test_what_is_no_small_number_stays(text):
    assert digits(text) == text
