"""Addresses of signing in, and of her own page about it."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as council
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path, re_path

from practices.permissions import Permission, requires
from practices.sign_in import demonstration
from practices.views import letter, security

hers = requires(Permission.SIGNED_IN)

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/step/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/as/<int:user_id>/", demonstration.sign_in, name="sign_in_as"),
    path("sign-in/council/<str:provider_id>/", openid.login, name="openid_connect_login"),
    path("sign-in/council/<str:provider_id>/back/", openid.callback, name="openid_connect_callback"),
    path("sign-in/council-failed/", council.login_error, name="socialaccount_login_error"),
    path("sign-in/council-cancelled/", council.login_cancelled, name="socialaccount_login_cancelled"),
    path("letter/<str:token>/", letter.from_letter, name="from_letter"),
    path("sign-out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("password/", account.password_reset, name="account_reset_password"),
    path("password/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        security.ChoosePassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("password/set/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("again/", hers(account.reauthenticate), name="account_reauthenticate"),
    path("again/step/", hers(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("again/passkey/", hers(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("stay/", security.stay, name="stay"),
    path("mine/", security.security, name="mfa_index"),
    path("mine/name/", security.my_identity, name="my_identity"),
    path("mine/address/<str:token>/", security.confirm_address, name="confirm_address"),
    path("mine/password/", hers(security.ChangePassword.as_view()), name="account_change_password"),
    path("mine/app/", hers(totp.activate_totp), name="mfa_activate_totp"),
    path("mine/app/remove/", hers(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("mine/passkeys/", security.security, name="mfa_list_webauthn"),
    path("mine/passkeys/add/", hers(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("mine/passkeys/<int:pk>/", hers(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("mine/passkeys/<int:pk>/remove/", hers(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("mine/codes/", hers(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("mine/codes/new/", hers(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("mine/codes/download/", hers(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("mine/council/", hers(council.connections), name="socialaccount_connections"),
    path("mine/sessions/<int:session_id>/end/", security.end_session, name="end_session"),
]
