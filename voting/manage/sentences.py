"""What the commands say when a service refuses: for the operator, Vietnamese with English behind it."""

from voting.services.errors import Invalid, ServiceError

_SAID = {
    "code-form": "Mã xã gồm chữ thường không dấu, chữ số và gạch nối, nhiều nhất 24 ký tự (the commune's code)",
    "login-form": "Tên đăng nhập gồm chữ thường không dấu, chữ số, dấu chấm; từ 2 đến 40 ký tự (the login)",
    "login-taken": "Đã có người dùng tên đăng nhập này (the login is taken)",
    "password-short": "Mật khẩu cần ít nhất 10 ký tự (the password needs 10 characters)",
    "commune-exists": "Xã này đã có rồi (the commune exists)",
    "commune-has-accounts": "Xã này đã có tài khoản; quên mật khẩu thì dùng lệnh reset-password (it has accounts)",
    "unknown-commune": "Không có xã nào mang mã này (no such commune)",
    "unknown-account": "Xã này không có tài khoản đó, hoặc tài khoản đã đóng (no such account, or it is closed)",
    "busy-signing-in": "Máy chủ đang bận kiểm mật khẩu: hãy thử lại sau vài giây (busy: try again)",
}
_PLACES = {"code": "mã xã", "name": "tên", "login": "tên đăng nhập", "password": "mật khẩu"}


def said(error: ServiceError) -> str:
    """One sentence for each thing that is wrong."""
    if isinstance(error, Invalid):
        return "; ".join(_fault(name, fault) for name, fault in error.faults.items()) + "."
    return f"{_SAID.get(error.code, 'Không làm được')} [{error.code}]."


def _fault(name: str, fault: str) -> str:
    return _SAID.get(fault) or f"Phần {_PLACES.get(name, name)} điền chưa đúng [{name}: {fault}]"
