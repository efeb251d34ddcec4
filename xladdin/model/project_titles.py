"""What the heads of the tables print beside the fields of ``Project``."""

from __future__ import annotations

HEAD_TITLES: dict[str, str] = {
    "name": "项目名称",
    "programme": "所属专项",
    "central_department": "中央主管部门",
    "local_department": "地方主管部门",
    "provincial_finance": "省级财政部门",
    "provincial_department": "省级主管部门",
    "budget_unit": "预算单位",
    "implementing_unit": "具体实施单位",
    "fund_user": "资金使用单位",
}
