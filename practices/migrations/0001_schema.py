"""The tables of this app as they stood at 0.5.0.

Generated; the migrations that led here are replaced by it.
"""

import django.db.models.deletion
import django.utils.timezone
import practices.tenancy.schema
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('practices', '0001_initial'),
        ('practices', '0003_day'),
        ('practices', '0005_day_actions'),
        ('practices', '0006_quarter'),
        ('practices', '0007_quarter_actions'),
        ('practices', '0008_comparison'),
        ('practices', '0010_tokens'),
        ('practices', '0012_chain'),
        ('practices', '0014_licence'),
        ('practices', '0016_cover_actions'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        practices.tenancy.schema.Together([
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('is_active', models.BooleanField(default=True)),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('slug', models.SlugField(unique=True)),
                ('nation', models.CharField(choices=[('England', 'England'), ('Scotland', 'Scotland'), ('Wales', 'Wales'), ('Northern Ireland', 'Northern Ireland')], max_length=20)),
                ('delivered_by', models.CharField(blank=True, max_length=200)),
                ('commissioned_by', models.CharField(blank=True, max_length=200)),
                ('went_live_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('scoping_as_of', models.DateField(blank=True, null=True)),
                ('scoping_women', models.PositiveIntegerField(blank=True, null=True)),
                ('scoping_children', models.PositiveIntegerField(blank=True, null=True)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('countersigns_returns', models.BooleanField(db_default=False, default=False)),
                ('delivery', models.CharField(blank=True, choices=[('council', 'Council'), ('trust', 'Children’s trust'), ('charity', 'Charity')], db_default='', default='', max_length=10)),
                ('licensed_from', models.DateField(blank=True, null=True)),
                ('licensed_until', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='practice_slug_is_lower_case_letters_digits_hyphens'), models.CheckConstraint(condition=models.Q(('nation__in', ['England', 'Scotland', 'Wales', 'Northern Ireland'])), name='practice_nation_is_known'), models.CheckConstraint(condition=models.Q(('delivery__in', ['', 'council', 'trust', 'charity'])), name='practice_delivery_is_known'), models.CheckConstraint(condition=models.Q(('licensed_until__gte', models.F('licensed_from')), ('licensed_from__isnull', True), ('licensed_until__isnull', True), _connector='OR'), name='practice_licence_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='NationalMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('national_analyst', 'National analyst'), ('national_admin', 'National admin'), ('host_support', 'Host support')], max_length=30)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='national_memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['national_analyst', 'national_admin', 'host_support'])), name='national_membership_role_is_a_national_role')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('practitioner', 'Practitioner'), ('coordinator', 'Coordinator'), ('practice_lead', 'Practice lead'), ('board_viewer', 'Board viewer')], max_length=30)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='practices.practice')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['practitioner', 'coordinator', 'practice_lead', 'board_viewer'])), name='membership_role_is_a_practice_role'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('practice', 'user'), name='membership_one_open_a_person'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='AccessRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('action', models.CharField(choices=[('read', 'Opened the record'), ('list', 'Saw a list of women'), ('search', 'Searched'), ('export', 'Took a copy'), ('report', 'Built a report from records'), ('behind', 'Opened the records behind a figure'), ('opened', 'Opened a document'), ('cover', 'Opened a restricted record for cover'), ('erased', 'Erased her details'), ('setting', 'Changed a setting'), ('refused', 'Was refused'), ('failed', 'Tried, and the page failed')], max_length=20)),
                ('view', models.CharField(max_length=100)),
                ('woman_id', models.BigIntegerField(blank=True, null=True)),
                ('how_many', models.PositiveIntegerField(default=1)),
                ('why', models.CharField(blank=True, max_length=100)),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'woman_id', 'at'], name='practices_a_practic_1a4d41_idx'), models.Index(fields=['practice', 'at'], name='practices_a_practic_0941bd_idx')],
            },
        ),
        migrations.CreateModel(
            name='SealingKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_der', models.BinaryField()),
                ('private_encrypted', models.BinaryField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sealing_key', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('digest', models.CharField(max_length=64)),
                ('came_of_it', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'key'), name='submission_once_a_key')],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('digest', models.CharField(max_length=128, primary_key=True, serialize=False)),
                ('token_key', models.CharField(db_index=True, max_length=25)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('expiry', models.DateTimeField(blank=True, null=True)),
                ('name', models.CharField(max_length=100)),
                ('scopes', models.JSONField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='auth_token_set', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created'],
            },
        ),
        migrations.CreateModel(
            name='ChainCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_at', models.DateTimeField()),
                ('links', models.BigIntegerField()),
                ('head', models.CharField(blank=True, max_length=64)),
                ('faults', models.TextField(blank=True)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
            ],
            options={
                'ordering': ['-checked_at'],
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ChainLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.BigIntegerField()),
                ('source', models.CharField(max_length=63)),
                ('source_id', models.BigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'position'), name='chain_one_link_a_place'), models.UniqueConstraint(fields=('practice', 'source', 'source_id'), name='chain_each_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='OfficeRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('what', models.CharField(max_length=60)),
                ('about', models.CharField(max_length=100)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        ]),
    ]
